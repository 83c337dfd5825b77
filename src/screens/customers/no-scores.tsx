import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccountList } from '../../api/contract/account.ts';
import { useStatus } from '../app/status.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

/** Why most customers have no score, and what would give them one; nothing where most have one. */
export const NoScores = ({ bands }: { bands: AccountList['bands'] }) => {
  const say = useText();
  const formats = useFormats();
  const { kpis, bands: edges } = useStatus();
  const all = Object.values(bands).reduce((sum, { n }) => sum + n, 0);
  const { n } = bands.unknown;
  if (2 * n <= all) return null;
  const weights = kpis.reduce((sum, { weight }) => sum + weight, 0);
  const counted = kpis.filter(({ id, weight }) => weight > 0 && say.has(`kpi.${id}.needs`));
  return (
    <details className="panel no-scores">
      <summary>
        {say('customers.no_scores', { n: formats.integer(n), all: formats.integer(all) })}
      </summary>
      <Text size="sm">
        {say('customers.no_scores.why', {
          minimum: formats.percent(edges.minimum_coverage, 0),
        })}
      </Text>
      <dl>
        {counted.map(({ id, weight }) => (
          <div key={id}>
            <dt>
              {kpiName(say, id)}{' '}
              <span className="num">({formats.percent(weight / weights, 0)})</span>
            </dt>
            <dd>{say(`kpi.${id}.needs`)}</dd>
          </div>
        ))}
      </dl>
      <Link to="/sources" search={{ tab: 'import' }} className="opens">
        {say('start.import.title')}
      </Link>
      <Text size="sm" mt="xs">
        {say('customers.no_scores.weights')}{' '}
        <Link to="/designer" className="opens">
          {say('nav.designer')}
        </Link>
      </Text>
    </details>
  );
};
