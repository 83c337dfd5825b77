import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Amount } from '../../api/contract/account.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { moneyQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { MoneyTable } from './money-table.tsx';

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
        <MoneyTable
          name="invoices"
          isOpen
          rows={invoices}
          columns={[
            { id: 'due_on', type: 'day', cell: ({ due_on }) => due_on },
            { id: 'state', type: 'enum', cell: ({ state }) => state },
            { id: 'amount', type: 'money', cell: ({ amount }) => written(amount) },
            { id: 'days_overdue', type: 'integer', cell: ({ days_overdue }) => days_overdue },
            { id: 'invoice_id', type: 'text', cell: ({ invoice_id }) => invoice_id },
          ]}
        />
        <MoneyTable
          name="renewals"
          rows={renewals}
          columns={[
            { id: 'due_on', type: 'day', cell: ({ due_on }) => due_on },
            { id: 'outcome', type: 'enum', cell: ({ outcome }) => outcome },
            { id: 'amount', type: 'money', cell: ({ amount }) => written(amount) },
            { id: 'renewal_id', type: 'text', cell: ({ renewal_id }) => renewal_id },
          ]}
        />
        <MoneyTable
          name="subscriptions"
          rows={subscriptions}
          columns={[
            {
              id: 'product',
              type: 'text',
              cell: ({ product, subscription_id }) => product ?? subscription_id,
            },
            { id: 'starts_on', type: 'day', cell: ({ starts_on }) => starts_on },
            { id: 'ends_on', type: 'day', cell: ({ ends_on }) => ends_on },
            { id: 'mrr', type: 'money', cell: (subscription) => written(subscription.mrr) },
            { id: 'seats', type: 'integer', cell: ({ seats }) => seats },
            { id: 'active', type: 'boolean', cell: ({ active }) => active },
          ]}
        />
      </Stack>
    </Panel>
  );
};
