import type { Company } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { groupMembers } from '../health/parents.ts';
import type { Day } from '../lib/day.ts';
import { bandOf } from '../scoring/bands.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { rolledUp } from '../scoring/parents.ts';
import { bandOrder } from '../scoring/portfolio.ts';
import type { ReadyProfile } from '../scoring/rule-model.ts';
import type { ScoredMonth } from './score-month.ts';

/** Puts the health of groups of companies in place of their parents' own, as the settings say, with its band. */
export async function rolledUpOn(
  db: Db,
  request: {
    day: Day;
    company: Company;
    ids: readonly number[];
    mode: ScoringModel['parents'];
    scored: ScoredMonth;
    profiles: readonly ReadyProfile[];
  },
): Promise<void> {
  const { day, company, ids, mode, scored, profiles } = request;
  const placeOfId = new Map(ids.map((id, place) => [id, place]));
  const own = (id: number): number | null => {
    const health = scored.health[placeOfId.get(id) ?? -1] ?? Number.NaN;
    return Number.isNaN(health) ? null : health;
  };
  const { healths } = rolledUp(await groupMembers(db, day, company), own, mode);
  for (const [id, health] of healths) {
    const place = placeOfId.get(id);
    if (place === undefined) continue;
    const profile = profiles[scored.profileOf?.[place] ?? 0];
    if (profile === undefined) continue;
    scored.health[place] = health ?? Number.NaN;
    scored.band[place] = bandOrder.indexOf(bandOf(health, profile.bands));
  }
}
