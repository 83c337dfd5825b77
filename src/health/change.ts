import type { Db } from '../db/connect.ts';
import type { KpiDescription } from '../kpis/kpi.ts';
import type { Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import { type Change, changeBetween } from '../scoring/change.ts';
import { type Health, healthOf } from '../scoring/health.ts';
import { type Improvements, improvements } from '../scoring/improve.ts';
import type { ReadyProfile } from '../scoring/rule-model.ts';
import type { Reading } from '../scoring/scoring.ts';
import { healthAfterRows, readingsOf } from './current.ts';
import type { StoredReadings } from './reading-rows.ts';
import { type Scorer, scorerOf } from './scorer.ts';
import { type Shown, shownOn } from './shown.ts';
import { stepsPerUnit } from './steps-per-unit.ts';
import { type Version, versionOn } from './versions.ts';

/** An account at the end of one day, by the readings as they stand today and the settings in force then. */
export interface ChangeDay {
  day: Day;
  readings: readonly Reading[];
  health: Health;
  /** Folded under the settings of this day. */
  bandShown: Band;
  version: Version;
  profile: ReadyProfile;
  /** Of the profile's KPIs. */
  descriptions: ReadonlyMap<string, KpiDescription>;
  /** What stood on the screens then; undefined where nothing did. */
  shown: Shown | undefined;
}

export interface ExplainedChange {
  from: ChangeDay;
  to: ChangeDay;
  change: Change;
  /** From the later day on. */
  improvements: Improvements | null;
}

interface Request {
  accountId: number;
  /** Of the account in order of days, up to the later day. */
  rows: readonly StoredReadings[];
  from: Day;
  to: Day;
  timeZone: string;
}

/** Why an account's health moved between two days, and what would move it on (definitions.md 10, Why it moved). */
export async function explainChange(db: Db, request: Request): Promise<ExplainedChange> {
  const { accountId, rows, from, to, timeZone } = request;
  const [[shownFrom, shownTo], oldVersion, newVersion] = await Promise.all([
    shownOn(db, accountId, [from, to]),
    versionOn(db, from, timeZone),
    versionOn(db, to, timeZone),
  ]);
  const newScorer = await scorerOf(db, [accountId], newVersion);
  const oldScorer =
    oldVersion.id === newVersion.id ? newScorer : await scorerOf(db, [accountId], oldVersion);
  const before = dayOf(rows, { accountId, day: from, scorer: oldScorer, shown: shownFrom });
  const after = dayOf(rows, { accountId, day: to, scorer: newScorer, shown: shownTo });
  return {
    from: before,
    to: after,
    change: changeBetween(
      { readings: before.readings, settings: before.profile },
      { readings: after.readings, settings: after.profile },
      {
        ...(shownFrom && { from: shownFrom.health }),
        ...(shownTo && { to: shownTo.health }),
      },
    ),
    improvements: improvements({
      readings: after.readings,
      settings: after.profile,
      shown: after.bandShown,
      perUnit: (kpi) => stepsPerUnit(kpi, after.descriptions.get(kpi.id)),
    }),
  };
}

/** The band shown at the end of a day: folded from the last row that leaves no choice, else from the first of all. */
function bandOn(rows: readonly StoredReadings[], day: Day, scorer: Scorer): Band {
  const isDecided = (row: StoredReadings): boolean => {
    const profile = scorer.profileOn(row.account_id, row.day);
    const { health } = healthOf(readingsOf(row), profile);
    return nextBandShown('healthy', health, profile) === nextBandShown('at_risk', health, profile);
  };
  const start = rows.findLastIndex((row) => row.day <= day && isDecided(row));
  let band: Band = 'unknown';
  for (const { shown } of healthAfterRows(rows.slice(Math.max(0, start)), day, scorer)) {
    band = shown;
  }
  return band;
}

interface DayRequest {
  accountId: number;
  day: Day;
  scorer: Scorer;
  shown: Shown | undefined;
}

function dayOf(
  rows: readonly StoredReadings[],
  { accountId, day, scorer, shown }: DayRequest,
): ChangeDay {
  const row = rows.findLast((stored) => stored.day <= day);
  const readings = row === undefined ? [] : readingsOf(row);
  const profile = scorer.profileOn(accountId, day);
  return {
    day,
    readings,
    health: healthOf(readings, profile),
    bandShown: bandOn(rows, day, scorer),
    version: scorer.version,
    profile,
    descriptions: new Map(profile.kpis.map((kpi) => [kpi.id, scorer.describe(kpi)])),
    shown,
  };
}
