import { NativeSelect } from '@mantine/core';
import { memo } from 'react';
import { kpiName } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { NumberField } from './number-field.tsx';
import { levelOf, type WeightLevel, weightLevels } from './weight-level.ts';

interface Props {
  kpi: string;
  weight: number;
  /** Of all weights, 0..1. */
  share: number;
  /** The same as it is shown: all of them add up to 1. */
  shownShare: number;
  /** Highest weight of the slider. */
  highest: number;
  isChosen: boolean;
  onChoose: (kpi: string) => void;
  /** The slider of a KPI that is not chosen has moved. */
  onMoved: (kpi: string) => void;
  onWeight: (kpi: string, weight: number) => void;
  onLevel: (kpi: string, level: WeightLevel) => void;
}

const levelNames: Record<WeightLevel, string> = {
  none: 'designer.level.none',
  low: 'designer.level.low',
  medium: 'designer.level.medium',
  high: 'designer.level.high',
};

type Part<Name extends keyof Props> = Pick<Props, Name> & { name: string };

/** Apart from the row, since a slider's move gives every row another percent. */
const WeightNumber = memo(
  ({ kpi, name, weight, onWeight }: Part<'kpi' | 'weight' | 'onWeight'>) => {
    const say = useText();
    return (
      <NumberField
        min={0}
        value={weight}
        spoken={say('designer.weight.number', { kpi: name })}
        onChange={(number) => onWeight(kpi, number)}
      />
    );
  },
);

const LevelSelect = memo(
  ({ kpi, name, level, onLevel }: Part<'kpi' | 'onLevel'> & { level: WeightLevel }) => {
    const say = useText();
    return (
      <NativeSelect
        size="xs"
        value={level}
        aria-label={say('designer.level.of', { kpi: name })}
        data={weightLevels.map((each) => ({ value: each, label: say(levelNames[each]) }))}
        onChange={(event) => {
          const chosen = weightLevels.find((each) => each === event.currentTarget.value);
          if (chosen !== undefined) onLevel(kpi, chosen);
        }}
      />
    );
  },
);

/** One KPI's weight: by slider, by number, by word; what counts is its percent of the sum. */
export const WeightRow = memo((props: Props) => {
  const { kpi, weight, share, shownShare, highest, isChosen } = props;
  const { onChoose, onMoved, onWeight, onLevel } = props;
  const say = useText();
  const formats = useFormats();
  const name = kpiName(say, kpi);
  const percent = formats.percent(shownShare);
  return (
    <li className={isChosen ? 'weight-row chosen' : 'weight-row'}>
      <button
        type="button"
        className="weight-name"
        aria-pressed={isChosen}
        onClick={() => onChoose(kpi)}
      >
        {name}
      </button>
      <input
        type="range"
        min={0}
        max={highest}
        step={1}
        value={weight}
        aria-label={say('designer.weight.of', { kpi: name })}
        aria-valuetext={say('designer.weight.value', {
          weight: formats.decimal(weight),
          percent,
        })}
        onChange={(event) => {
          onWeight(kpi, event.currentTarget.valueAsNumber);
          if (!isChosen) onMoved(kpi);
        }}
      />
      <WeightNumber kpi={kpi} name={name} weight={weight} onWeight={onWeight} />
      <span className="num weight-share">{percent}</span>
      <LevelSelect kpi={kpi} name={name} level={levelOf(share)} onLevel={onLevel} />
    </li>
  );
});
