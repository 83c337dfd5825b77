import { Button, Text, TextInput } from '@mantine/core';
import { memo } from 'react';
import type { Profile, ScoreException } from '../../scoring/model.ts';
import { readingFields } from '../../scoring/rule-fields.ts';
import { Panel } from '../components/panel.tsx';
import { useText } from '../text/text.ts';
import { withProfile } from './model-edits.ts';
import { NumberField } from './number-field.tsx';
import { RuleField } from './rule-field.tsx';
import type { ChangeModel } from './use-draft.ts';

interface Props extends Pick<Profile, 'id' | 'exceptions'> {
  /** KPIs that a rule may name, separated by blanks. */
  kpis: string;
  change: ChangeModel;
}

/** Just below the edge of attention, as the definitions have it. */
const FIRST_CAP = 39;

/** What holds health down whatever the KPIs say, each with the reason that is shown. */
export const ExceptionsPanel = memo(({ id, exceptions, kpis, change }: Props) => {
  const say = useText();
  const names = kpis.split(' ');
  const fields = readingFields(names);
  const set = (key: string, how: (was: readonly ScoreException[]) => ScoreException[]) =>
    change(`exception ${id} ${key}`, (model) =>
      withProfile(model, id, (was) => ({ ...was, exceptions: how(was.exceptions) })),
    );
  const replace = (at: number, part: Partial<ScoreException>) =>
    set(`${at} ${Object.keys(part).join()}`, (was) =>
      was.map((each, index) => (index === at ? { ...each, ...part } : each)),
    );
  return (
    <Panel title={say('designer.exceptions')}>
      {exceptions.length === 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {say('designer.exceptions.none')}
        </Text>
      )}
      <ol className="exceptions">
        {exceptions.map((exception, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an exception is its place.
          <li key={at}>
            <RuleField
              label={say('designer.exception.rule', { number: at + 1 })}
              value={exception.rule}
              fields={fields}
              onChange={(rule) => replace(at, { rule })}
            />
            <NumberField
              label={say('designer.exception.at_most')}
              value={exception.atMost}
              min={0}
              max={100}
              onChange={(atMost) => replace(at, { atMost })}
            />
            <TextInput
              size="xs"
              label={say('designer.exception.reason')}
              value={exception.reason}
              error={exception.reason.trim() === '' ? say('designer.exception.no_reason') : null}
              onChange={(event) => replace(at, { reason: event.currentTarget.value })}
            />
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => set('remove', (was) => was.toSpliced(at, 1))}
            >
              {say('designer.exception.remove', { number: at + 1 })}
            </Button>
          </li>
        ))}
      </ol>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() =>
          set('add', (was) => [
            ...was,
            {
              rule: `${names.includes('open_invoices') ? 'open_invoices' : 'coverage'} >= 4`,
              atMost: FIRST_CAP,
              reason: say('designer.exception.first_reason'),
            },
          ])
        }
      >
        {say('designer.exception.add')}
      </Button>
    </Panel>
  );
});
