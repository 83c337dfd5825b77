import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { RuleDraft } from '../../api/contract/action.ts';
import { accountPath } from '../../api/contract/paths.ts';
import { ruleFlawText } from '../text/rule-words.ts';
import { useText } from '../text/text.ts';
import { checkQuery } from './action-queries.ts';
import { hasTrigger } from './rule-draft.ts';

/** Long enough to let a word be typed. */
const TYPING_PAUSE_MS = 300;

/** Texts have nothing to do with whom a rule fires for; an empty one would only be refused. */
const withoutTexts = (draft: RuleDraft): RuleDraft => {
  const some = { en: '…', de: '…' };
  return { ...draft, title: some, why: some };
};

/** For whom the rule would fire now, or what is wrong with its condition. */
export const RuleCheck = ({ draft }: { draft: RuleDraft }) => {
  const say = useText();
  const [settled] = useDebouncedValue(draft, TYPING_PAUSE_MS);
  const asked = withoutTexts(settled);
  const check = useQuery({ ...checkQuery(asked), enabled: hasTrigger(settled) });
  if (!hasTrigger(draft)) return <Text size="sm">{say('rules.check.nothing')}</Text>;
  if (check.isError) {
    return (
      <Text size="sm" c="error" role="alert">
        {check.error.message}
      </Text>
    );
  }
  if (check.data === undefined) return <Text size="sm">{say('rules.check.running')}</Text>;
  if (!check.data.ok) {
    return (
      <Text size="sm" c="error" role="status">
        {ruleFlawText(say, check.data)}
      </Text>
    );
  }
  const { n, accounts } = check.data;
  return (
    <Text size="sm" role="status">
      {say('rules.check.fires', { n })}{' '}
      {accounts.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <Link to="/customers/$account" params={{ account: accountPath(id) }} className="opens">
            {name}
          </Link>
        </Fragment>
      ))}
      {n > accounts.length && ', …'}
    </Text>
  );
};
