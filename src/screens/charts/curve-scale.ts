import type { Unit } from '../../api/contract/kpi.ts';
import type { Curve } from '../../scoring/scoring.ts';

/** What of the readings' axis is drawn, and the step that moving and typing go by. */
export interface CurveScale {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Readings that are written below the axis; it begins and ends with one. */
  readonly ticks: readonly number[];
}

/** Room beside the outer points, as a share of what lies between them. */
const MARGIN = 0.15;
const STEPS = 100;
const TICKS = 5;

/** A scale that shows all points of a curve with room beside them, on readings that people count by. */
export function curveScale(curve: Curve, unit: Unit): CurveScale {
  const first = curve[0]?.[0] ?? 0;
  const last = curve.at(-1)?.[0] ?? first;
  const width = last > first ? last - first : Math.max(1, Math.abs(first));
  const tick = tickOf(unit, width / TICKS);
  // Nothing measured from nought upwards needs room below it, and no share of a whole room above the whole.
  const lowest = Math.floor((first - width * MARGIN) / tick + ROUNDING);
  const from = first >= 0 ? Math.max(lowest, 0) : lowest;
  const highest = Math.ceil((last + width * MARGIN) / tick - ROUNDING);
  const to = unit === 'share' && last <= 1 ? Math.min(highest, Math.round(1 / tick)) : highest;
  const ticks = Array.from({ length: to - from + 1 }, (_, at) => clean((from + at) * tick));
  return {
    from: clean(from * tick),
    to: clean(to * tick),
    step: niceStep(width / STEPS),
    ticks,
  };
}

/** Without the last bits that steps of a tenth or hundredth leave behind. */
const ROUNDING = 1e-9;
const DIGITS = 12;
const clean = (value: number): number => Number(value.toPrecision(DIGITS));

/** 1, 2 or 5 times a power of ten, not above the value. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const times = value / power;
  return clean((times >= 5 ? 5 : times >= 2 ? 2 : 1) * power);
}

/** Minutes in parts and multiples of hours and days. */
const timeTicks = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400];

/** The smallest distance of two ticks that reads well, not below the value. */
function tickOf(unit: Unit, least: number): number {
  const ofTime = unit === 'minutes' ? timeTicks.find((minutes) => minutes >= least) : undefined;
  if (ofTime !== undefined) return ofTime;
  const step = niceStep(least);
  if (step >= least) return step;
  const power = 10 ** Math.floor(Math.log10(least));
  const times = step / power;
  return clean((times < 1.5 ? 2 : times < 3 ? 5 : 10) * power);
}
