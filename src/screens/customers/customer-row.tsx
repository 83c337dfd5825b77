import { Badge } from '@mantine/core';
import { memo } from 'react';
import type { AccountRow } from '../../api/contract/account.ts';
import { accountPath } from '../../api/contract/paths.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { BandMark } from '../components/band-mark.tsx';
import { Delta } from '../components/delta.tsx';
import { NoHealth, NotApplicable } from '../components/nothing.tsx';
import { useFormats, useText } from '../text/text.ts';
import { RowLink } from './row-link.tsx';

interface Props {
  row: AccountRow;
  index: number;
  nKpis: number;
  /** The day of the list. */
  today: string;
  /** Days from the newest fact to the day. */
  freshness: number | undefined;
}

const Health = ({ row }: { row: AccountRow }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <RowLink
      account={accountPath(row.id)}
      screen="why"
      className="opens num health"
      label={
        row.health === null
          ? say('customers.why.unknown', { name: row.name })
          : say('customers.why', { name: row.name, health: formats.score(row.health) })
      }
    >
      {row.health === null ? (
        <NoHealth coverage={row.coverage} />
      ) : (
        <strong>{formats.score(row.health)}</strong>
      )}{' '}
      <BandMark band={row.band_shown} />
      {row.band !== row.band_shown && (
        <span className="held" title={say('customers.held', { band: say(`band.${row.band}`) })}>
          {' '}
          (<BandMark band={row.band} brief />)
        </span>
      )}
    </RowLink>
  );
};

/** An e-mail address that breaks before its @ where it has to. */
const Address = ({ children: address }: { children: string }) => {
  const at = Math.max(0, address.indexOf('@'));
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
};

const SetByHand = ({ row: { id, override } }: { row: AccountRow }) => {
  const say = useText();
  const formats = useFormats();
  if (override === null) return null;
  const { health, band, last_day } = override;
  return (
    <small>
      <RowLink account={accountPath(id)} hash="override" className="opens">
        {say('override.by_hand')}
      </RowLink>{' '}
      <span title={say('override.until', { day: formats.day(last_day) })}>
        {health === null ? band !== null && say(`band.${band}`) : formats.score(health)}
      </span>
    </small>
  );
};

/** One customer; every figure opens what lies behind it. Memoised, since scrolling draws many. */
export const CustomerRow = memo(({ row, index, nKpis, today, freshness }: Props) => {
  const say = useText();
  const formats = useFormats();
  const account = accountPath(row.id);
  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <RowLink account={account} className="who" title={row.name} isRowLink>
          {row.name}
        </RowLink>
        <small>
          {row.churned_at !== null && (
            <Badge size="xs" variant="default" mr={6}>
              {say('customer.churned_on', { day: formats.day(row.churned_at) })}
            </Badge>
          )}
          {row.segment ?? row.account_id}
          {row.is_demo && ` · ${say('customer.demo')}`}
        </small>
      </td>
      <td>
        <Health row={row} />
        <SetByHand row={row} />
      </td>
      <td className="hide-560">
        {row.health === null ? null : <Sparkline values={row.sparkline} band={row.band_shown} />}
      </td>
      <td className="right num phone-slim">
        {row.delta_30_days === null ? (
          <NotApplicable reason={say('health.no_delta')} />
        ) : (
          <RowLink account={account} hash="history" className="opens">
            <Delta value={row.delta_30_days} />
          </RowLink>
        )}
      </td>
      <td className="right num hide-700">
        {row.mrr === null ? (
          <NotApplicable reason={say('customers.no_mrr')} />
        ) : (
          <RowLink account={account} hash="money" className="opens">
            {formats.amount(row.mrr.amount, row.mrr.currency)}
          </RowLink>
        )}
      </td>
      <td className="right num hide-830">
        {row.next_renewal === null ? (
          <NotApplicable reason={say('customers.no_renewal')} />
        ) : (
          <RowLink account={account} hash="money" className="opens">
            {formats.day(row.next_renewal)}
          </RowLink>
        )}
        {row.next_renewal !== null && row.next_renewal < today && (
          <small>{say('customers.renewal.overdue')}</small>
        )}
      </td>
      <td className="hide-1130 csm" title={row.csm_email ?? undefined}>
        {row.csm_email === null ? <NotApplicable /> : <Address>{row.csm_email}</Address>}
      </td>
      <td className="right num hide-1130">
        <RowLink account={account} screen="why" className="opens">
          {say('health.kpis_known', { known: row.n_known_kpis, all: nKpis })}
        </RowLink>
        {freshness !== undefined && (
          <small title={say('customers.freshness.what', { days: freshness })}>
            {say('customers.freshness', { days: freshness })}
          </small>
        )}
      </td>
    </tr>
  );
});
