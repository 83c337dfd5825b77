import { type Customer, daysAgo } from './customer.ts';

/** A stretch of constant MRR, `until` exclusive; open towards the future where `until` is missing. */
export interface Period {
  from: number;
  until?: number;
  mrr: number;
  /** How the MRR compares with the first one. */
  factor: number;
}

/** The customer's contract as periods of constant MRR, in order, within the records. */
export function periodsOf({ company, story, today, firstDay, lastDay }: Customer): Period[] {
  const changes = (story.mrrChanges ?? []).map(([monthsAgo, factor]) => ({
    day: daysAgo(today, monthsAgo),
    factor,
  }));
  const starts = changes.filter(({ day }) => day > firstDay);
  let factor = 1;
  const levels = [{ from: firstDay, factor }];
  for (const start of starts) {
    factor *= start.factor;
    levels.push({ from: start.day, factor });
  }
  const endOfAll = story.left === undefined ? undefined : lastDay;
  return levels.flatMap((level, index): Period[] => {
    const until = levels[index + 1]?.from ?? endOfAll;
    const period = { ...level, mrr: Math.round(company.mrr * level.factor) };
    const whole = until === undefined ? period : { ...period, until };
    return story.away === undefined ? [whole] : interrupted(whole, story.away, today);
  });
}

function interrupted(period: Period, away: { from: number; until: number }, today: number) {
  const back = daysAgo(today, away.until);
  return [
    { ...period, until: daysAgo(today, away.from) },
    { ...period, from: back },
  ];
}

const periodOn = (periods: readonly Period[], day: number): Period | undefined =>
  periods.find(({ from, until }) => from <= day && (until === undefined || day < until));

export const mrrOn = (periods: readonly Period[], day: number): number =>
  periodOn(periods, day)?.mrr ?? 0;
