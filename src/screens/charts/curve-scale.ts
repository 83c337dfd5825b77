import type { Curve } from '../../scoring/scoring.ts';

/** What of the readings' axis is drawn, and the step that moving and typing go by. */
export interface CurveScale {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Room beside the outer points, as a share of what lies between them. */
const MARGIN = 0.15;
const STEPS = 100;

/** A scale that shows all points of a curve, beginning and ending on whole steps. */
export function curveScale(curve: Curve): CurveScale {
  const first = curve[0]?.[0] ?? 0;
  const last = curve.at(-1)?.[0] ?? first;
  const width = last > first ? last - first : Math.max(1, Math.abs(first));
  const step = niceStep(width / STEPS);
  const from = clean(Math.floor((first - width * MARGIN) / step + ROUNDING) * step);
  const to = clean(Math.ceil((last + width * MARGIN) / step - ROUNDING) * step);
  // Nothing measured from nought upwards needs room below it.
  return { from: first >= 0 ? Math.max(from, 0) : from, to, step };
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
