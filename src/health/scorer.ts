import type { Db } from '../db/connect.ts';
import { describeKpi } from '../kpis/describe.ts';
import type { KpiDescription } from '../kpis/kpi.ts';
import { firstFurtherPlace, furtherPlaces } from '../kpis/places.ts';
import type { Day } from '../lib/day.ts';
import { lastProfile, type Profile, type ProfileKpi } from '../scoring/model.ts';
import { currentVersion, type Version } from './versions.ts';

/** One settings version, ready to score some accounts. */
export interface Scorer {
  version: Version;
  /** The profile that scores an account at the end of a day: the first whose rule its attributes of that day meet. */
  profileOn(accountId: number, day: Day): Profile;
  /** Throws where nobody knows the KPI, which storing a version rules out. */
  describe(kpi: ProfileKpi): KpiDescription;
}

/** Scores under the current version, or under the one that is handed in. */
export async function scorerOf(
  db: Db,
  _accountIds: readonly number[],
  version?: Version,
): Promise<Scorer> {
  const used = version ?? (await currentVersion(db));
  const profile = lastProfile(used.model);
  const usesFurther = used.model.profiles.some(({ kpis }) =>
    kpis.some(({ place }) => place >= firstFurtherPlace),
  );
  const places = usesFurther ? await furtherPlaces(db) : [];
  return {
    version: used,
    profileOn: () => profile,
    describe: (kpi) => {
      const description = describeKpi(kpi, places);
      if (description === undefined) throw new Error(`no KPI ${kpi.id} at place ${kpi.place}`);
      return description;
    },
  };
}
