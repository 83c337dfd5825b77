import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { AccountRow } from '../../api/contract/account.ts';
import { accountPath } from '../../api/contract/paths.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { BandMark } from '../components/band-mark.tsx';
import { Delta } from '../components/delta.tsx';
import { NoHealth, NotApplicable } from '../components/nothing.tsx';
import { useFormats, useText } from '../text/text.ts';
import { ROW_LINK } from './list-keys.ts';

interface Props {
  row: AccountRow;
  index: number;
  nKpis: number;
}

const Health = ({ row }: { row: AccountRow }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <Link
      to="/customers/$account/why"
      params={{ account: accountPath(row.id) }}
      className="opens num health"
      aria-label={say('customers.why', {
        name: row.name,
        health: row.health === null ? say('band.unknown') : formats.score(row.health),
      })}
    >
      {row.health === null ? (
        <NoHealth coverage={row.coverage} />
      ) : (
        <strong>{formats.score(row.health)}</strong>
      )}{' '}
      <BandMark band={row.band_shown} />
    </Link>
  );
};

/** One customer; every figure opens what lies behind it. Memoised, since scrolling draws many. */
export const CustomerRow = memo(({ row, index, nKpis }: Props) => {
  const say = useText();
  const formats = useFormats();
  const params = { account: accountPath(row.id) };
  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <Link
          to="/customers/$account"
          params={params}
          className="who"
          title={row.name}
          {...{ [ROW_LINK]: '' }}
        >
          {row.name}
        </Link>
        <small>
          {row.churned_at !== null && (
            <Badge size="xs" variant="default" mr={6}>
              {say('customer.churned_on', { day: formats.day(row.churned_at) })}
            </Badge>
          )}
          {row.segment ?? row.account_id}
        </small>
      </td>
      <td>
        <Health row={row} />
      </td>
      <td className="hide-560">
        {row.health === null ? null : <Sparkline values={row.sparkline} band={row.band_shown} />}
      </td>
      <td className="right num">
        {row.delta_30_days === null ? (
          <NotApplicable reason={say('health.no_delta')} />
        ) : (
          <Link to="/customers/$account" params={params} hash="history" className="opens">
            <Delta value={row.delta_30_days} />
          </Link>
        )}
      </td>
      <td className="right num hide-700">
        {row.mrr === null ? (
          <NotApplicable reason={say('customers.no_mrr')} />
        ) : (
          <Link to="/customers/$account" params={params} hash="money" className="opens">
            {formats.amount(row.mrr.amount, row.mrr.currency)}
          </Link>
        )}
      </td>
      <td className="right num hide-830">
        {row.next_renewal === null ? (
          <NotApplicable reason={say('customers.no_renewal')} />
        ) : (
          <Link to="/customers/$account" params={params} hash="money" className="opens">
            {formats.day(row.next_renewal)}
          </Link>
        )}
      </td>
      <td className="hide-1130" title={row.csm_email ?? undefined}>
        {row.csm_email ?? <NotApplicable />}
      </td>
      <td className="right num hide-1130">
        <Link to="/customers/$account/why" params={params} className="opens">
          {say('health.kpis_known', { known: row.n_known_kpis, all: nKpis })}
        </Link>
      </td>
    </tr>
  );
});
