import { Stack } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useStatus } from '../app/status.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { Panel } from '../components/panel.tsx';
import { useText } from '../text/text.ts';
import { ImportForm } from './import-form.tsx';
import { JobsPanel } from './jobs-panel.tsx';
import { QuarantinePanel } from './quarantine-panel.tsx';

/** Where the data comes from: what ran, what to import, what was not taken and why. */
export const SourcesScreen = () => {
  const say = useText();
  const { tab } = useSearch({ from: '/sources' });
  const { n_quarantined } = useStatus();
  const tabs = [
    { name: undefined, label: say('sources.jobs') },
    { name: 'import', label: say('sources.import') },
    { name: 'quarantine', label: say('sources.quarantine', { n: n_quarantined }) },
  ] as const;
  return (
    <Stack gap="md">
      <PageTitle>{say('sources.title')}</PageTitle>
      <nav className="tabs" aria-label={say('sources.title')}>
        {tabs.map(({ name, label }) => (
          <Link
            key={label}
            to="/sources"
            search={({ as_of }) => ({
              ...(as_of === undefined ? {} : { as_of }),
              ...(name === undefined ? {} : { tab: name }),
            })}
            className={tab === name ? 'tab chosen' : 'tab'}
            aria-current={tab === name ? 'page' : undefined}
            activeProps={{}}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === undefined && <JobsPanel />}
      {tab === 'import' && (
        <div style={{ maxWidth: 560 }}>
          <Panel title={say('start.import.title')}>
            <ImportForm />
          </Panel>
        </div>
      )}
      {tab === 'quarantine' && <QuarantinePanel />}
    </Stack>
  );
};
