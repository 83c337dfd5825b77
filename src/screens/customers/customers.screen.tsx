import { Button, Group, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { AccountList } from '../../api/contract/account.ts';
import { useAsOf } from '../app/as-of-day.ts';
import type { CustomersSearch } from '../app/search.ts';
import { useStatus } from '../app/status.tsx';
import { FileLink } from '../components/file-link.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { type Say, useFormats, useText } from '../text/text.ts';
import { BandCounts } from './band-counts.tsx';
import { CustomerTable } from './customer-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useListKeys } from './list-keys.ts';
import { NoScores } from './no-scores.tsx';
import { Portfolio } from './portfolio.tsx';
import { listFilterOf, useCustomerList } from './use-customer-list.ts';

const filters = ['q', 'band', 'csm', 'segment', 'churned'] as const;

/** Nothing fits: which filter to let go. */
const NoMatch = ({ onDrop }: { onDrop: (name: (typeof filters)[number]) => void }) => {
  const say = useText();
  const search: CustomersSearch = useSearch({ from: '/customers' });
  return (
    <Empty
      title={say('customers.no_match')}
      action={
        <Group gap="xs">
          {filters
            .filter((name) => search[name] !== undefined)
            .map((name) => (
              <Button key={name} size="compact-md" variant="default" onClick={() => onDrop(name)}>
                {say(`customers.drop.${name}`)}
              </Button>
            ))}
        </Group>
      }
    >
      {say('customers.no_match.why')}
    </Empty>
  );
};

/** The answer in one line; where nobody is at risk because little is known, that is the answer. */
const titleOf = (say: Say, { at_risk, unknown }: AccountList['bands']): string =>
  at_risk.n === 0 && unknown.n > 0
    ? say('customers.title.unknown', { n: unknown.n })
    : say('customers.title', { n: at_risk.n });

export const CustomersScreen = () => {
  const say = useText();
  const formats = useFormats();
  const status = useStatus();
  const { day } = useAsOf();
  const search: CustomersSearch = useSearch({ from: '/customers' });
  const navigate = useNavigate({ from: '/customers' });
  const searchField = useRef<HTMLInputElement>(null);
  const filter = listFilterOf(search);
  const list = useCustomerList(filter);
  useListKeys(searchField);

  const change = (
    next: Partial<{ [K in keyof CustomersSearch]: CustomersSearch[K] | undefined }>,
  ) => void navigate({ search: (was) => ({ ...was, ...next }), replace: true });

  if (!status.has_data) {
    return (
      <Empty
        isScreen
        title={say('customers.first_use')}
        action={
          <Link to="/start" className="opens">
            {say('customers.first_use.start')}
          </Link>
        }
      >
        {say('customers.first_use.what')}
      </Empty>
    );
  }
  if (list.error) return <Failed isScreen error={list.error} onRetry={list.retry} />;
  const head = list.head;
  return (
    <Stack gap="sm">
      <div>
        <PageTitle>{head ? titleOf(say, head.bands) : say('nav.customers')}</PageTitle>
        <Text size="sm" c="dimmed">
          {head && `${say('customers.count', { n: head.total })} · `}
          {say('as_of.at', { day: formats.day(day) })} · {say('health.direction')}
        </Text>
      </div>
      {head ? (
        <BandCounts
          bands={head.bands}
          currency={head.currency}
          chosen={search.band}
          onChoose={(band) => change({ band })}
        />
      ) : (
        <BlockSkeleton height={88} />
      )}
      {head && <NoScores bands={head.bands} />}
      <Portfolio
        isOpen={search.portfolio === 'open'}
        onToggle={(isOpen) => change({ portfolio: isOpen ? 'open' : undefined })}
      />
      <FilterBar search={search} onChange={change} searchField={searchField}>
        <FileLink path="/api/v1/accounts.csv" query={filter} label={say('customers.csv')} />
      </FilterBar>
      {head?.total === 0 ? (
        <NoMatch onDrop={(name) => change({ [name]: undefined })} />
      ) : (
        <CustomerTable
          list={list}
          sort={search.sort ?? 'health'}
          order={search.order ?? 'asc'}
          onSort={(sort, order) => change({ sort, order })}
        />
      )}
    </Stack>
  );
};
