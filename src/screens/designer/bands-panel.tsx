import { Text } from '@mantine/core';
import { memo } from 'react';
import type { Profile } from '../../scoring/model.ts';
import { BandMark } from '../components/band-mark.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import { withProfile } from './model-edits.ts';
import { NumberField } from './number-field.tsx';
import type { ChangeModel } from './use-draft.ts';

interface Props extends Pick<Profile, 'id' | 'bands' | 'hysteresis' | 'minimumCoverage'> {
  change: ChangeModel;
}

const HUNDRED = 100;
const CLOSEST = 0.1;
const MOST_HYSTERESIS = 20;
const DECIMALS = 1e9;

/** Where bands begin, how far past an edge a change needs, and how much has to be known. */
export const BandsPanel = memo((props: Props) => {
  const { id, bands, hysteresis, minimumCoverage, change } = props;
  const say = useText();
  const { percentSign } = useFormats();
  const set = (part: Partial<Profile>) =>
    change(`bands ${id} ${Object.keys(part).join()}`, (model) =>
      withProfile(model, id, (was) => ({ ...was, ...part })),
    );
  return (
    <Panel title={say('designer.bands')}>
      <div className="band-edges">
        <BandMark band="healthy" />
        <NumberField
          value={bands.healthy}
          min={bands.attention + CLOSEST}
          max={HUNDRED}
          spoken={say('designer.bands.healthy')}
          onChange={(healthy) => set({ bands: { ...bands, healthy } })}
        />
        <input
          type="range"
          min={1}
          max={HUNDRED}
          step={1}
          value={bands.healthy}
          aria-label={say('designer.bands.healthy')}
          onChange={(event) => {
            const healthy = Math.max(event.currentTarget.valueAsNumber, bands.attention + 1);
            set({ bands: { ...bands, healthy } });
          }}
        />
        <BandMark band="attention" />
        <NumberField
          value={bands.attention}
          min={0}
          max={bands.healthy - CLOSEST}
          spoken={say('designer.bands.attention')}
          onChange={(attention) => set({ bands: { ...bands, attention } })}
        />
        <input
          type="range"
          min={0}
          max={HUNDRED - 1}
          step={1}
          value={bands.attention}
          aria-label={say('designer.bands.attention')}
          onChange={(event) => {
            const attention = Math.min(event.currentTarget.valueAsNumber, bands.healthy - 1);
            set({ bands: { ...bands, attention } });
          }}
        />
      </div>
      <div className="two-fields">
        <NumberField
          label={say('designer.hysteresis')}
          value={hysteresis}
          min={0}
          max={MOST_HYSTERESIS}
          onChange={(points) => set({ hysteresis: points })}
        />
        <NumberField
          label={say('designer.coverage')}
          value={Math.round(minimumCoverage * HUNDRED * DECIMALS) / DECIMALS}
          min={0}
          max={HUNDRED}
          suffix={percentSign}
          onChange={(percent) => set({ minimumCoverage: percent / HUNDRED })}
        />
      </div>
      <Text size="sm" c="dimmed" mt="xs">
        {say('designer.bands.what')}
      </Text>
    </Panel>
  );
});
