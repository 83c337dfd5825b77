import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useStatus } from '../app/status.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { settingsQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';
import { CustomKpis } from './custom-kpis.tsx';
import { KpiSettings } from './kpi-settings.tsx';
import { SettingsForm } from './settings-form.tsx';

/** What holds for the whole company, and the KPIs as they count now. */
export const SettingsScreen = () => {
  const say = useText();
  const { version } = useStatus();
  const settings = useQuery(settingsQuery);
  if (settings.isPending) return <BlockSkeleton height={320} />;
  if (settings.isError) {
    return <Failed isScreen error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  return (
    <Stack gap="md">
      <PageTitle>{say('nav.settings')}</PageTitle>
      <div className="blocks">
        <div className="block-column">
          <Panel title={say('settings.company')}>
            <SettingsForm settings={settings.data} />
          </Panel>
          <Panel title={say('custom_kpis.title')}>
            <CustomKpis />
          </Panel>
        </div>
        <Panel title={say('settings.kpis')}>
          <KpiSettings />
        </Panel>
      </div>
      <Text size="sm" c="dimmed">
        {say('settings.version', { version })}
      </Text>
    </Stack>
  );
};
