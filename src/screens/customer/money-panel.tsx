import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Amount } from '../../api/contract/account.ts';
import type { Cell } from '../../api/contract/kpi.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { DataTable } from '../components/data-table.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { moneyQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

interface Part {
  name: string;
  columns: Parameters<typeof DataTable>[0]['columns'];
  rows: Cell[][];
}

/** Contracts, renewals and invoices as of the day. */
export const MoneyPanel = ({ account }: { account: string }) => {
  const say = useText();
  const formats = useFormats();
  const { chosen } = useAsOf();
  const money = useQuery(moneyQuery(account, chosen));
  if (money.isPending) return <BlockSkeleton height={260} />;
  if (money.isError) return <Failed error={money.error} onRetry={() => void money.refetch()} />;
  const { mrr, arr, subscriptions, renewals, invoices } = money.data;
  const written = ({ amount, currency }: Amount): string => formats.exactAmount(amount, currency);
  const parts: Part[] = [
    {
      name: 'invoices',
      columns: [
        { id: 'due_on', type: 'day' },
        { id: 'state', type: 'enum' },
        { id: 'amount', type: 'money' },
        { id: 'days_overdue', type: 'integer' },
        { id: 'invoice_id', type: 'text' },
      ],
      rows: invoices.map((invoice) => [
        invoice.due_on,
        invoice.state,
        written(invoice.amount),
        invoice.days_overdue,
        invoice.invoice_id,
      ]),
    },
    {
      name: 'renewals',
      columns: [
        { id: 'due_on', type: 'day' },
        { id: 'outcome', type: 'enum' },
        { id: 'amount', type: 'money' },
        { id: 'renewal_id', type: 'text' },
      ],
      rows: renewals.map((renewal) => [
        renewal.due_on,
        renewal.outcome,
        written(renewal.amount),
        renewal.renewal_id,
      ]),
    },
    {
      name: 'subscriptions',
      columns: [
        { id: 'product', type: 'text' },
        { id: 'starts_on', type: 'day' },
        { id: 'ends_on', type: 'day' },
        { id: 'mrr', type: 'money' },
        { id: 'seats', type: 'integer' },
        { id: 'active', type: 'boolean' },
      ],
      rows: subscriptions.map((subscription) => [
        subscription.product ?? subscription.subscription_id,
        subscription.starts_on,
        subscription.ends_on,
        written(subscription.mrr),
        subscription.seats,
        subscription.active,
      ]),
    },
  ];
  return (
    <Panel title={say('money.title')} id="money">
      <Stack gap="sm">
        {mrr !== null && arr !== null && (
          <Text size="sm">
            {say('money.sum', {
              mrr: formats.amount(mrr.amount, mrr.currency),
              arr: formats.amount(arr.amount, arr.currency),
            })}
          </Text>
        )}
        {parts
          .filter(({ rows }) => rows.length > 0)
          .map(({ name, columns, rows }) => (
            <details key={name} open={name === 'invoices'}>
              <summary>{say(`money.${name}`, { n: rows.length })}</summary>
              <DataTable
                label={say(`money.${name}`, { n: rows.length })}
                columns={columns}
                rows={rows}
              />
            </details>
          ))}
      </Stack>
    </Panel>
  );
};
