import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReadingPlace } from '../../api/contract/portfolio.ts';
import { CancelJob } from '../components/cancel-job.tsx';
import { useFormats, useText } from '../text/text.ts';
import { withKpi } from './model-edits.ts';
import { NumberField } from './number-field.tsx';
import { ParameterField } from './parameter-field.tsx';
import type { ChangeModel } from './use-draft.ts';
import { useWindow } from './use-window.ts';

interface Props {
  /** Id of the profile. */
  profile: string;
  kpi: string;
  /** Where the readings stand that it uses now. */
  place: number;
  places: readonly ReadingPlace[];
  /** Columns of accounts.csv of the company's own. */
  customColumns: readonly string[];
  change: ChangeModel;
}

const MOST_DAYS = 1095;

/** The days a profile looks back over and the KPI's own parameter; other ones are computed by the server. */
export const PlaceField = ({ profile, kpi, place: used, places, customColumns, change }: Props) => {
  const say = useText();
  const formats = useFormats();
  const shipped = places.find((each) => each.kpi === kpi);
  const inUse = places.find(({ place }) => place === used) ?? null;
  const [typed, setTyped] = useState(inUse);
  const [given, setGiven] = useState(inUse?.place);
  // Undo changes the place from outside.
  if (given !== inUse?.place) {
    setGiven(inUse?.place);
    setTyped(inUse);
  }
  const { ask, job, isAsking, isStopped, error } = useWindow(kpi, (computed) =>
    change(`place ${profile} ${kpi}`, (model) => withKpi(model, profile, kpi, computed)),
  );
  if (inUse === null || typed === null || shipped === undefined) return null;
  const { setting, window_days: shippedDays, parameter: shippedParameter } = shipped;
  if (shippedDays === null && setting === null) return null;
  const isSame = typed.window_days === inUse.window_days && typed.parameter === inUse.parameter;
  const isShipped = inUse.place === shipped.place;
  const { done = 0, total = null } = job?.progress ?? {};
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div className="window-field">
      <Group gap="xs" align="flex-end">
        {shippedDays !== null && !shipped.can_change_window && (
          <Text size="sm">{say('designer.window.fixed', { days: shippedDays })}</Text>
        )}
        {typed.window_days !== null && shipped.can_change_window && (
          <NumberField
            label={say('designer.window')}
            value={typed.window_days}
            min={1}
            max={MOST_DAYS}
            decimals={0}
            onChange={(window_days) => setTyped({ ...typed, window_days })}
          />
        )}
        {setting !== null && typed.parameter !== null && (
          <ParameterField
            setting={setting}
            value={typed.parameter}
            customColumns={customColumns}
            onChange={(parameter) => setTyped({ ...typed, parameter })}
          />
        )}
        {(shipped.can_change_window || setting !== null) && (
          <Button
            size="xs"
            variant="default"
            disabled={isSame || job !== null}
            loading={isAsking}
            onClick={() =>
              ask({
                windowDays: typed.window_days === shippedDays ? null : typed.window_days,
                parameter: typed.parameter === shippedParameter ? null : typed.parameter,
              })
            }
          >
            {say('designer.window.apply')}
          </Button>
        )}
        {isSame && isShipped && (
          <Text size="sm" c="dimmed">
            {say('designer.change.shipped')}
          </Text>
        )}
      </Group>
      {job !== null && (
        <div role="status">
          <Text size="sm">
            {say('designer.window.computed', {
              percent: share === null ? '…' : formats.percent(share, 0),
            })}
          </Text>
          <Progress
            value={100 * (share ?? 1)}
            striped={share === null}
            animated={share === null}
            aria-label={say('designer.window')}
          />
          {job.can_cancel && <CancelJob id={job.id} />}
        </div>
      )}
      {isStopped && (
        <Text size="sm" role="status">
          {say('designer.window.stopped')}
        </Text>
      )}
      {error !== null && (
        <Text c="error" size="sm" role="alert">
          {error.message}
        </Text>
      )}
    </div>
  );
};
