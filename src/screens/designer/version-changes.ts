import type { Profile, ProfileKpi, ScoringModel } from '../../scoring/model.ts';

type Parameter = ProfileKpi['parameter'];

/** One difference between two models; `profile` is its name, `from` and `to` are figures where there are any. */
export type ModelChange =
  | { kind: 'weight'; profile: string; kpi: string; from: number; to: number }
  | { kind: 'window'; profile: string; kpi: string; from: number | null; to: number | null }
  | { kind: 'parameter'; profile: string; kpi: string; from: Parameter; to: Parameter }
  | { kind: 'curve' | 'kpi_added' | 'kpi_removed'; profile: string; kpi: string }
  | {
      kind: 'healthy' | 'attention' | 'hysteresis' | 'coverage';
      profile: string;
      from: number;
      to: number;
    }
  | { kind: 'rule' | 'exceptions' | 'profile_added' | 'profile_removed'; profile: string }
  | { kind: 'order' | 'parents' };

const differs = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) !== JSON.stringify(other);

/** Everything in which the second model differs from the first, profile by profile. */
export function modelChanges(before: ScoringModel, after: ScoringModel): ModelChange[] {
  const old = new Map(before.profiles.map((profile) => [profile.id, profile]));
  const fresh = new Map(after.profiles.map((profile) => [profile.id, profile]));
  const orderOf = ({ profiles }: ScoringModel) =>
    profiles.map(({ id }) => id).filter((id) => old.has(id) && fresh.has(id));
  return [
    ...after.profiles.flatMap((profile): ModelChange[] => {
      const was = old.get(profile.id);
      return was === undefined
        ? [{ kind: 'profile_added', profile: profile.name }]
        : profileChanges(was, profile);
    }),
    ...before.profiles.flatMap(({ id, name }): ModelChange[] =>
      fresh.has(id) ? [] : [{ kind: 'profile_removed', profile: name }],
    ),
    ...(differs(orderOf(before), orderOf(after)) ? [{ kind: 'order' } as const] : []),
    ...(before.parents === after.parents ? [] : [{ kind: 'parents' } as const]),
  ];
}

function profileChanges(before: Profile, after: Profile): ModelChange[] {
  const profile = after.name;
  const old = new Map(before.kpis.map((kpi) => [kpi.id, kpi]));
  const kept = new Set(after.kpis.map(({ id }) => id));
  const figure = (
    kind: 'healthy' | 'attention' | 'hysteresis' | 'coverage',
    from: number,
    to: number,
  ): ModelChange[] => (from === to ? [] : [{ kind, profile, from, to }]);
  return [
    ...after.kpis.flatMap((kpi): ModelChange[] => {
      const was = old.get(kpi.id);
      return was === undefined
        ? [{ kind: 'kpi_added', profile, kpi: kpi.id }]
        : kpiChanges(profile, was, kpi);
    }),
    ...before.kpis.flatMap(({ id }): ModelChange[] =>
      kept.has(id) ? [] : [{ kind: 'kpi_removed', profile, kpi: id }],
    ),
    ...figure('healthy', before.bands.healthy, after.bands.healthy),
    ...figure('attention', before.bands.attention, after.bands.attention),
    ...figure('hysteresis', before.hysteresis, after.hysteresis),
    ...figure('coverage', before.minimumCoverage, after.minimumCoverage),
    ...(before.rule === after.rule ? [] : [{ kind: 'rule', profile } as const]),
    ...(differs(before.exceptions, after.exceptions)
      ? [{ kind: 'exceptions', profile } as const]
      : []),
  ];
}

function kpiChanges(profile: string, before: ProfileKpi, after: ProfileKpi): ModelChange[] {
  const kpi = after.id;
  return [
    ...(before.weight === after.weight
      ? []
      : [{ kind: 'weight', profile, kpi, from: before.weight, to: after.weight } as const]),
    ...(before.windowDays === after.windowDays
      ? []
      : [{ kind: 'window', profile, kpi, from: before.windowDays, to: after.windowDays } as const]),
    ...(before.parameter === after.parameter
      ? []
      : [
          { kind: 'parameter', profile, kpi, from: before.parameter, to: after.parameter } as const,
        ]),
    ...(differs(before.curve, after.curve) ? [{ kind: 'curve', profile, kpi } as const] : []),
  ];
}
