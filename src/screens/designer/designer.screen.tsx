import './designer.css';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useAsOf } from '../app/as-of-day.ts';
import { useStatus } from '../app/status.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { useText } from '../text/text.ts';
import { Designer } from './designer.tsx';
import { portfolioQuery, versionQuery, versionsQuery } from './designer-queries.ts';
import type { DesignerSearch } from './designer-search.ts';

/** What counts in the score, and what a change of it would do to every customer. */
export const DesignerScreen = () => {
  const say = useText();
  const { has_data } = useStatus();
  const { chosen } = useAsOf();
  const search: DesignerSearch = useSearch({ from: '/designer' });
  const versions = useQuery(versionsQuery);
  const current = versions.data?.current;
  const opened = search.version === undefined ? current : Number(search.version);
  const now = useQuery({ ...versionQuery(current ?? 0), enabled: current !== undefined });
  const version = useQuery({ ...versionQuery(opened ?? 0), enabled: opened !== undefined });
  const portfolio = useQuery({ ...portfolioQuery(chosen), enabled: has_data });

  if (!has_data) {
    return (
      <Empty isScreen title={say('designer.empty')}>
        {say('designer.empty.what')}
      </Empty>
    );
  }
  const queries = [versions, now, version, portfolio];
  const failed = queries.find(({ isError }) => isError);
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
