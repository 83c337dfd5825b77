import { useId } from 'react';
import type { KpiChange, ScoreChange } from '../../api/contract/change.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { scaleOf, type Tried } from './what-if.ts';

interface Props {
  change: ScoreChange;
  tried: Tried;
  onTry: (tried: Tried) => void;
}

/** A slider for each KPI that counts; what is moved is scored at once, here in the browser. */
export const WhatIfSliders = ({ change, tried, onTry }: Props) => {
  const counted = change.scoring.kpis.filter(({ weight }) => weight > 0);
  return (
    <ul className="what-if">
      {counted.map(({ id, curve }) => {
        const kpi = change.kpis.find((one) => one.id === id);
        return kpi === undefined ? null : (
          <Slider
            key={id}
            kpi={kpi}
            curve={curve}
            tried={tried.get(id)}
            onTry={(reading) => {
              const next = new Map(tried);
              if (reading === kpi.after?.reading) next.delete(id);
              else next.set(id, reading);
              onTry(next);
            }}
          />
        );
      })}
    </ul>
  );
};

interface SliderProps {
  kpi: KpiChange;
  curve: ScoreChange['scoring']['kpis'][number]['curve'];
  tried: number | undefined;
  onTry: (reading: number) => void;
}

const Slider = ({ kpi, curve, tried, onTry }: SliderProps) => {
  const say = useText();
  const formats = useFormats();
  const id = useId();
  const is = kpi.after?.reading ?? null;
  const { min, max, step } = scaleOf(curve, kpi);
  const text = (value: number | null) =>
    value === null ? '?' : readingText(formats, kpi.unit, value);
  // Without a reading the slider waits where the worst one would be.
  const worst = kpi.better === 'up' ? min : max;
  const value = tried ?? is ?? worst;
  return (
    <li>
      <label htmlFor={id}>{kpiName(say, kpi.id)}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={tried === undefined ? text(is) : text(tried)}
        onChange={(event) => onTry(rounded(event.currentTarget.valueAsNumber, step))}
      />
      <span className="num moved">
        {tried === undefined
          ? text(is)
          : say('what_if.moved', { before: text(is), after: text(tried) })}
      </span>
    </li>
  );
};

/** Without what adding steps leaves behind the last digit. */
const rounded = (value: number, step: number): number =>
  Number(value.toFixed(Math.max(0, -Math.floor(Math.log10(step)))));
