import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountPath } from '../../api/contract/paths.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { slaBreachesQuery } from '../server/sla-queries.ts';
import { useFormats, useText } from '../text/text.ts';

/** Whether this customer is the only one: who had a breach in the last seven days. */
export const SlaBreaches = () => {
  const say = useText();
  const formats = useFormats();
  const { chosen, day } = useAsOf();
  const breaches = useQuery(slaBreachesQuery(chosen));
  if (breaches.data === undefined) return null;
  const { accounts, n_accounts } = breaches.data.systemic;
  const summary = say('sla.systemic', { n: n_accounts, to: formats.day(day) });
  if (n_accounts === 0) return <Text size="sm">{summary}</Text>;
  return (
    <details>
      <summary>{summary}</summary>
      <ul className="plain-list">
        {accounts.map(({ id, name, n_breaches, n_concluded }) => (
          <li key={id}>
            <Link to="/customers/$account" params={{ account: accountPath(id) }} className="opens">
              {name}
            </Link>{' '}
            <span className="num">
              {say('sla.systemic.account', { breaches: n_breaches, concluded: n_concluded })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
};
