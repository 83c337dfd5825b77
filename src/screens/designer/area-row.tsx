import { useRef } from 'react';
import { useFormats, useText } from '../text/text.ts';
import { scaledTo, type WeighedArea } from './areas.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  area: WeighedArea;
  /** Highest weight of the slider. */
  highest: number;
  /** By KPI of the area. */
  onWeights: (area: string, weights: Readonly<Record<string, number>>) => void;
}

/** One area's weight: what moves it moves its KPIs in proportion. */
export const AreaRow = ({ area: weighed, highest, onWeights }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { area, weight, shownShare, kpis } = weighed;
  const name = say(`area.${area}`);
  const weights = kpis.map(({ kpi }) => kpi.weight);
  // Down to nothing and up again gives the weights it began with, unless something else has changed them meanwhile.
  const scaling = useRef<{ from: readonly number[]; to: readonly number[] } | null>(null);
  const scale = (sum: number) => {
    const last = scaling.current;
    const goesOn = last !== null && last.to.join() === weights.join();
    const from = goesOn ? last.from : weights;
    const to = scaledTo(from, sum);
    scaling.current = { from, to };
    onWeights(area, Object.fromEntries(kpis.map(({ kpi }, at) => [kpi.id, to[at] ?? 0])));
  };
  const percent = formats.percent(shownShare);
  return (
    <div className="weight-row area-row">
      <h3>{name}</h3>
      <input
        type="range"
        min={0}
        max={highest}
        step={1}
        value={weight}
        aria-label={say('designer.area.of', { area: name })}
        aria-valuetext={say('designer.weight.value', { weight: formats.decimal(weight), percent })}
        onChange={(event) => scale(event.currentTarget.valueAsNumber)}
      />
      <NumberField
        min={0}
        value={Number(weight.toFixed(WEIGHT_DIGITS))}
        spoken={say('designer.area.number', { area: name })}
        onChange={scale}
      />
      <span className="num weight-share">{percent}</span>
      <span className="area-bar" aria-hidden>
        <span style={{ '--share': shownShare }} />
      </span>
    </div>
  );
};

/** A sum of weights has bits that none of them has. */
const WEIGHT_DIGITS = 4;
