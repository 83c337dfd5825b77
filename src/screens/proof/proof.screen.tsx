import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { PageTitle } from '../components/page-title.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useText } from '../text/text.ts';
import { BandsPanel } from './bands-panel.tsx';
import { CalibrationPanel } from './calibration-panel.tsx';
import { MakePanel } from './make-panel.tsx';
import { proofQuery } from './proof-queries.ts';
import { RowsDrawer } from './rows-drawer.tsx';
import { SkillPanel } from './skill-panel.tsx';
import { Summary } from './summary.tsx';
import { verdictMessages } from './verdict.ts';
import { WeightsPanel } from './weights-panel.tsx';
import './proof.css';

const route = getRouteApi('/proof');

/** Whether the score told who would leave: the verdict first, then what it rests on. */
export const ProofScreen = () => {
  const say = useText();
  const search = route.useSearch();
  const kept = useQuery(proofQuery(search));
  if (kept.isPending) return <BlockSkeleton height={320} />;
  if (kept.isError) {
    return <Failed isScreen error={kept.error} onRetry={() => void kept.refetch()} />;
  }
  const { proof } = kept.data;
  return (
    <Stack gap="md">
      <PageTitle>
        {say(proof === null ? 'proof.none' : verdictMessages[proof.verdict].title)}
      </PageTitle>
      {proof && <Summary proof={proof} />}
      <MakePanel kept={kept.data} search={search} />
      {proof && (
        <>
          <SkillPanel proof={proof} />
          <div className="proof-blocks">
            <BandsPanel proof={proof} />
            <CalibrationPanel proof={proof} />
          </div>
          <WeightsPanel proof={proof} />
          {search.rows !== undefined && <RowsDrawer search={{ ...search, rows: search.rows }} />}
        </>
      )}
    </Stack>
  );
};
