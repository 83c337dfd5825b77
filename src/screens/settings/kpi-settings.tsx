import { Text } from '@mantine/core';
import { useStatus } from '../app/status.tsx';
import { kpiName, kpiQuestion } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

/** Every KPI with its question, weight and window. */
export const KpiSettings = () => {
  const say = useText();
  const formats = useFormats();
  const { kpis, bands } = useStatus();
  return (
    <>
      <ul className="timeline">
        {kpis.map((kpi) => (
          <li key={kpi.id}>
            <span aria-hidden>{kpi.better === 'up' ? '↑' : '↓'}</span>
            <div>
              <strong>{kpiName(say, kpi.id)}</strong>
              <Text size="sm" c="dimmed">
                {kpiQuestion(say, kpi.id)}
              </Text>
            </div>
            <Text size="sm" ta="right">
              {say('settings.kpi', {
                weight: formats.decimal(kpi.weight),
                days: kpi.window_days ?? 0,
              })}
            </Text>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" mt="sm">
        {say('settings.bands', {
          healthy: formats.decimal(bands.healthy),
          attention: formats.decimal(bands.attention),
          coverage: formats.percent(bands.minimum_coverage, 0),
        })}
      </Text>
    </>
  );
};
