import { Alert, List, Stack, Text } from '@mantine/core';
import type { Proof } from '../../api/contract/proof.ts';
import { useFormats, useText } from '../text/text.ts';
import { RowsLink } from './rows-link.tsx';
import { verdictMessages } from './verdict.ts';

/** What the verdict means, and the counts it rests on. */
export const Summary = ({ proof }: { proof: Proof }) => {
  const say = useText();
  const formats = useFormats();
  const { judged, rules_without_history } = proof;
  const day = (date: string | null) => (date === null ? '' : formats.day(date));
  return (
    <Stack gap="xs">
      <Text>{say(verdictMessages[proof.verdict].explained, { months: proof.months })}</Text>
      <Text size="sm">
        {proof.months === 0 ? (
          say('proof.no_months', { horizon: proof.horizon_days })
        ) : (
          <RowsLink filter={{}}>
            {say('proof.counts', {
              accounts: proof.accounts,
              months: proof.months,
              from: day(proof.from),
              to: day(proof.to),
            })}
          </RowsLink>
        )}{' '}
        {proof.months > 0 && (
          <RowsLink filter={{ churned: true }}>
            {say('proof.counts.left', { churned: proof.churned, horizon: proof.horizon_days })}
          </RowsLink>
        )}{' '}
        {proof.months > 0 &&
          (judged.months === 0 ? (
            say('proof.none_judged')
          ) : (
            <RowsLink filter={{ judged: true }}>
              {say('proof.judged', {
                months: judged.months,
                from: day(judged.from),
                accounts: judged.accounts,
                churned: judged.churned,
              })}
            </RowsLink>
          ))}
      </Text>
      {rules_without_history.length > 0 && (
        <Alert variant="light" color="gray" title={say('proof.without_history')}>
          <List size="sm">
            {rules_without_history.map(({ profile, rule, fields }) => (
              <List.Item key={profile}>
                {say('proof.rule_without_history', { profile, rule, fields: fields.join(', ') })}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
};
