import './designer.css';
import { Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsOf } from '../app/as-of-day.ts';
import { useStatus } from '../app/status.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { useText } from '../text/text.ts';
import { Designer } from './designer.tsx';
import { portfolioQuery, versionQuery, versionsQuery } from './designer-queries.ts';
import type { DesignerSearch } from './designer-search.ts';
import { hasKeptDraft } from './draft-store.ts';

/** What counts in the score, and what a change of it would do to every customer. */
export const DesignerScreen = () => {
  const say = useText();
  const { has_data } = useStatus();
  const { chosen } = useAsOf();
  const search: DesignerSearch = useSearch({ from: '/designer' });
  const versions = useQuery(versionsQuery);
  const current = versions.data?.current;
  const opened = useOpened(search.version, current);
  const now = useQuery({
    ...versionQuery(current ?? 0),
    enabled: current !== undefined,
    // What is being worked on stays on the screen while somebody else's version is fetched.
    placeholderData: keepPreviousData,
  });
  const version = useQuery({ ...versionQuery(opened ?? 0), enabled: opened !== undefined });
  const portfolio = useQuery({ ...portfolioQuery(chosen), enabled: has_data });

  if (!has_data) {
    return (
      <Empty
        isScreen
        title={say('designer.empty')}
        action={
          <Link to="/start" className="opens">
            {say('customers.first_use.start')}
          </Link>
        }
      >
        {say('designer.empty.what')}
      </Empty>
    );
  }
  const queries = [versions, now, version, portfolio];
  // A draft that somebody else has thrown away can still be worked on, and saved as another one.
  const failed = queries.find((query) => query.isError && (query !== version || !query.data));
  if (failed?.error) {
    return (
      <Failed
        isScreen
        error={failed.error}
        onRetry={() => {
          for (const query of queries) if (query.isError) void query.refetch();
        }}
      />
    );
  }
  if (!versions.data || !now.data || !version.data || !portfolio.data) {
    return (
      <Stack gap="md" aria-busy>
        <PageTitle>{say('designer.title')}</PageTitle>
        <BlockSkeleton height={420} />
      </Stack>
    );
  }
  return (
    <Designer
      key={version.data.id}
      versions={versions.data.versions}
      current={now.data}
      version={version.data}
      readings={portfolio.data}
    />
  );
};

/** The version asked for, else the one in use: the one that changes began with stays, whatever others publish meanwhile. */
function useOpened(asked: string | undefined, current: number | undefined): number | undefined {
  const [last, setLast] = useState(current);
  if (asked !== undefined) return Number(asked);
  if (last !== undefined && last !== current && hasKeptDraft(last)) return last;
  if (last !== current) setLast(current);
  return current;
}
