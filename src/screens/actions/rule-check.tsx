import { Button, Text } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
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
  return <Firing {...check.data} />;
};

/** So many names are read at a glance. */
const SHOWN_AT_FIRST = 5;

interface FiringProps {
  n: number;
  accounts: readonly { id: number; name: string }[];
}

/** How many customers it would fire for, and which. */
const Firing = ({ n, accounts }: FiringProps) => {
  const say = useText();
  const [allShown, { open: showAll }] = useDisclosure(false);
  const shown = allShown ? accounts : accounts.slice(0, SHOWN_AT_FIRST);
  return (
    <Text size="sm" component="div">
      <span role="status">{say('rules.check.fires', { n })}</span>{' '}
      {shown.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <Link to="/customers/$account" params={{ account: accountPath(id) }} className="opens">
            {name}
          </Link>
        </Fragment>
      ))}{' '}
      {accounts.length > shown.length && (
        <Button size="compact-sm" variant="subtle" onClick={showAll}>
          {say('rules.check.all', { n: accounts.length })}
        </Button>
      )}
      {allShown && n > accounts.length && say('rules.check.more', { n: n - accounts.length })}
    </Text>
  );
};
