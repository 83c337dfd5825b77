import { readCompany } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { describeKpi } from '../kpis/describe.ts';
import type { KpiDescription } from '../kpis/kpi.ts';
import { firstFurtherPlace, furtherPlaces } from '../kpis/places.ts';
import type { Day } from '../lib/day.ts';
import type { ProfileKpi } from '../scoring/model.ts';
import { attributesUsed, type ReadyProfile, readyProfiles } from '../scoring/rule-model.ts';
import { type ProfileStep, placeOn, profileStepsOf } from './attributes.ts';
import { currentVersion, type Version } from './versions.ts';

/** One settings version, ready to score some accounts. */
export interface Scorer {
  version: Version;
  /** In the order of the version. */
  profiles: readonly ReadyProfile[];
  /** The profile that scores an account at the end of a day: the first whose rule its attributes of that day meet. */
  profileOn(accountId: number, day: Day): ReadyProfile;
  /** Days from which another profile may score an account, in order. */
  turnsOf(accountId: number): readonly Day[];
  /** Throws where nobody knows the KPI, which storing a version rules out. */
  describe(kpi: ProfileKpi): KpiDescription;
}

/** Scores these accounts under the current version, or under the one that is handed in. */
export async function scorerOf(
  db: Db,
  accountIds: readonly number[],
  version?: Version,
): Promise<Scorer> {
  const used = version ?? (await currentVersion(db));
  const profiles = readyProfiles(used.model);
  const usesFurther = profiles.some(({ kpis }) =>
    kpis.some(({ place }) => place >= firstFurtherPlace),
  );
  const places = usesFurther ? await furtherPlaces(db) : [];
  const steps =
    attributesUsed(profiles).length === 0
      ? new Map<number, ProfileStep[]>()
      : await profileStepsOf(db, accountIds, profiles, await readCompany(db));
  return {
    version: used,
    profiles,
    profileOn: (accountId, day) => {
      const profile = profiles[placeOn(steps.get(accountId), day, profiles)];
      if (profile === undefined) throw new RangeError('A model has at least one profile.');
      return profile;
    },
    turnsOf: (accountId) => steps.get(accountId)?.map(({ fromDay }) => fromDay) ?? [],
    describe: (kpi) => {
      const description = describeKpi(kpi, places);
      if (description === undefined) throw new Error(`no KPI ${kpi.id} at place ${kpi.place}`);
      return description;
    },
  };
}
