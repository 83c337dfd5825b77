import { Stack } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { PortfolioReadings } from '../../api/contract/portfolio.ts';
import type { Version, VersionSummary } from '../../api/contract/version.ts';
import { PageTitle } from '../components/page-title.tsx';
import { useText } from '../text/text.ts';
import { BacktestPanel } from './backtest-panel.tsx';
import { BuildTab } from './build-tab.tsx';
import type { DesignerSearch } from './designer-search.ts';
import { DraftBar } from './draft-bar.tsx';
import { EffectStrip } from './effect-strip.tsx';
import { EffectTab } from './effect-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { TestTab } from './test-tab.tsx';
import { useDraft } from './use-draft.ts';
import { useEffectOf, useScored } from './use-effect-of.ts';
import { useSaveDraft } from './use-save-draft.ts';
import { modelChanges } from './version-changes.ts';

interface Props {
  versions: readonly VersionSummary[];
  /** The one that scores accounts now. */
  current: Version;
  /** The one that is worked on. */
  version: Version;
  readings: PortfolioReadings;
}

const tabs = [
  { name: undefined, message: 'designer.tab.build' },
  { name: 'effect', message: 'designer.tab.effect' },
  { name: 'test', message: 'designer.tab.test' },
  { name: 'history', message: 'designer.tab.history' },
] as const;

/** One version being worked on, and what it would do. */
export const Designer = ({ versions, current, version, readings }: Props) => {
  const say = useText();
  const { tab }: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const draft = useDraft(version);
  const saving = useSaveDraft(version, draft);
  const scored = useScored(readings);
  const effect = useEffectOf(scored, current.model, draft.model);
  const changes = useMemo(
    () => modelChanges(current.model, draft.model),
    [current.model, draft.model],
  );
  const [isPublishing, setPublishing] = useState(false);
  const standard = draft.model.profiles.at(-1);
  return (
    <Stack gap="md">
      <PageTitle>{say('designer.title')}</PageTitle>
      <DraftBar
        version={version}
        versions={versions}
        current={current.id}
        draft={draft}
        saving={saving}
        canPublish={changes.length > 0}
        onPublish={() => setPublishing(true)}
      />
      <nav className="tabs" aria-label={say('designer.title')}>
        {tabs.map(({ name, message }) => (
          <Link
            key={message}
            from="/designer"
            to="/designer"
            search={(was) => ({ ...was, tab: name })}
            className={tab === name ? 'tab chosen' : 'tab'}
            aria-current={tab === name ? 'page' : undefined}
            activeProps={{}}
          >
            {say(message)}
          </Link>
        ))}
      </nav>
      {tab !== 'history' && <EffectStrip effect={effect} />}
      {tab === undefined && (
        <BuildTab model={draft.model} effect={effect} scored={scored} change={draft.change} />
      )}
      {tab === 'effect' && standard !== undefined && (
        <EffectTab
          effect={effect}
          scored={scored}
          edges={standard.bands}
          backtest={
            <BacktestPanel
              current={current.id}
              version={version}
              saving={saving}
              isChanged={draft.isChanged}
              scored={scored}
            />
          }
        />
      )}
      {tab === 'test' && (
        <TestTab current={current.model} model={draft.model} effect={effect} scored={scored} />
      )}
      {tab === 'history' && <HistoryTab versions={versions} current={current.id} scored={scored} />}
      {isPublishing && (
        <PublishDialog
          effect={effect}
          changes={changes}
          version={version}
          current={current}
          versions={versions}
          save={saving.store}
          onPublished={() => {
            draft.forget();
            setPublishing(false);
            void navigate({
              search: ({ as_of }) => ({ ...(as_of ? { as_of } : {}), tab: 'history' }),
            });
          }}
          onClose={() => setPublishing(false)}
        />
      )}
    </Stack>
  );
};
