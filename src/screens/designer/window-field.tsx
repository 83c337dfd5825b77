import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReadingPlace } from '../../api/contract/portfolio.ts';
import { useFormats, useText } from '../text/text.ts';
import { withKpi } from './model-edits.ts';
import { NumberField } from './number-field.tsx';
import type { ChangeModel } from './use-draft.ts';
import { useWindow } from './use-window.ts';

interface Props {
  /** Id of the profile. */
  profile: string;
  kpi: string;
  /** Where the readings stand that it uses now. */
  place: number;
  places: readonly ReadingPlace[];
  change: ChangeModel;
}

const MOST_DAYS = 1095;

/** The days a profile looks back over; another number of them is computed by the server. */
export const WindowField = ({ profile, kpi, place: used, places, change }: Props) => {
  const say = useText();
  const formats = useFormats();
  const shipped = places.find((each) => each.kpi === kpi);
  const days = places.find(({ place }) => place === used)?.window_days ?? null;
  const [typed, setTyped] = useState(days ?? 0);
  const [given, setGiven] = useState(days);
  // Undo changes the window from outside.
  if (given !== days) {
    setGiven(days);
    setTyped(days ?? 0);
  }
  const { ask, job, isAsking, error } = useWindow(kpi, (place, windowDays) =>
    change(`window ${profile} ${kpi}`, (model) =>
      withKpi(model, profile, kpi, {
        place,
        windowDays: place === shipped?.place ? null : windowDays,
      }),
    ),
  );
  if (days === null) return null;
  if (shipped?.can_change_window !== true) {
    return <Text size="sm">{say('designer.window.fixed', { days })}</Text>;
  }
  const { done = 0, total = null } = job?.progress ?? {};
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div className="window-field">
      <Group gap="xs" align="flex-end">
        <NumberField
          label={say('designer.window')}
          value={typed}
          min={1}
          max={MOST_DAYS}
          decimals={0}
          onChange={setTyped}
        />
        <Button
          size="xs"
          variant="default"
          disabled={typed === days || job !== null}
          loading={isAsking}
          onClick={() => ask(typed)}
        >
          {say('designer.window.apply')}
        </Button>
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
        </div>
      )}
      {error !== null && (
        <Text c="error" size="sm" role="alert">
          {error.message}
        </Text>
      )}
    </div>
  );
};
