import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import type { Account } from '../../api/contract/account.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { accountQuery } from '../server/queries.ts';
import { ActionsPanel } from './actions-panel.tsx';
import { ContactsPanel } from './contacts-panel.tsx';
import { CustomerHeader } from './customer-header.tsx';
import { GroupPanel } from './group-panel.tsx';
import { MoneyPanel } from './money-panel.tsx';
import { OverridePanel } from './override-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { WhyPanel } from './why-panel.tsx';

// After the first paint: figures first, then the curve.
const HistoryPanel = lazy(() => import('./history-panel.tsx'));

const hasMoney = ({ counts }: Account): boolean =>
  counts.subscriptions + counts.invoices + counts.renewals > 0;

const hasEvents = ({ counts }: Account): boolean =>
  counts.tickets +
    counts.survey_responses +
    counts.interactions +
    counts.ratings +
    counts.invoices +
    counts.subscriptions >
  0;

/** Who a customer is, how they are, why, and what is next: the blocks whose facts exist. */
export const CustomerScreen = () => {
  const { account } = useParams({ from: '/customers/$account' });
  const { chosen, day } = useAsOf();
  const customer = useQuery(accountQuery(account, chosen));
  const isReady = customer.isSuccess;
  // A link to a block (#money) arrives before the block does.
  useEffect(() => {
    if (isReady) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [isReady]);

  if (customer.isPending) {
    return (
      <Stack>
        <BlockSkeleton height={120} />
        <BlockSkeleton height={360} />
      </Stack>
    );
  }
  if (customer.isError) {
    return <Failed isScreen error={customer.error} onRetry={() => void customer.refetch()} />;
  }
  const { data } = customer;
  return (
    <Stack gap="md">
      <CustomerHeader account={data} path={account} />
      <div className="blocks">
        <div className="block-column">
          <WhyPanel account={account} />
          <Suspense fallback={<BlockSkeleton height={280} />}>
            <HistoryPanel account={account} name={data.name} day={day} />
          </Suspense>
          {hasEvents(data) && <TimelinePanel account={account} />}
        </div>
        <div className="block-column">
          <ActionsPanel account={account} />
          <OverridePanel account={data} path={account} />
          <GroupPanel account={account} />
          {hasMoney(data) && <MoneyPanel account={account} />}
          {data.contacts.length > 0 && <ContactsPanel contacts={data.contacts} />}
        </div>
      </div>
    </Stack>
  );
};
