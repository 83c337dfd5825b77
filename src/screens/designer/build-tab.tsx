import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ScoringModel } from '../../scoring/model.ts';
import { BandsPanel } from './bands-panel.tsx';
import type { DesignerSearch } from './designer-search.ts';
import { ExceptionsPanel } from './exceptions-panel.tsx';
import { KpiPanel } from './kpi-panel.tsx';
import { ProfilesPanel } from './profiles-panel.tsx';
import type { ChangeModel } from './use-draft.ts';
import type { Effect, Scored } from './use-effect-of.ts';
import { WeightsPanel } from './weights-panel.tsx';

interface Props {
  model: ScoringModel;
  effect: Effect;
  scored: Scored;
  change: ChangeModel;
}

/** What counts, and how much. */
export const BuildTab = ({ model, effect, scored, change }: Props) => {
  const search: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const go = useCallback(
    (next: DesignerSearch) =>
      void navigate({ search: (was) => ({ ...was, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const chooseKpi = useCallback((kpi: string) => go({ kpi }), [go]);
  const profile = model.profiles.find(({ id }) => id === search.profile) ?? model.profiles.at(-1);
  if (profile === undefined) return null;
  const kpi = profile.kpis.find(({ id }) => id === search.kpi) ?? profile.kpis[0];
  return (
    <div className="blocks designer-blocks">
      <div className="block-column">
        <WeightsPanel
          profile={profile}
          places={scored.readings.places}
          chosen={kpi?.id ?? ''}
          onChoose={chooseKpi}
          change={change}
        />
        <ProfilesPanel
          model={model}
          profile={profile}
          effect={effect}
          scored={scored}
          onChoose={(id) => go({ profile: id })}
          change={change}
        />
      </div>
      <div className="block-column">
        {kpi !== undefined && (
          <KpiPanel
            key={`${profile.id} ${kpi.id}`}
            profile={profile.id}
            id={kpi.id}
            curve={kpi.curve}
            place={kpi.place}
            edges={profile.bands}
            scored={scored}
            change={change}
          />
        )}
        <BandsPanel
          id={profile.id}
          bands={profile.bands}
          hysteresis={profile.hysteresis}
          minimumCoverage={profile.minimumCoverage}
          change={change}
        />
        <ExceptionsPanel
          id={profile.id}
          exceptions={profile.exceptions}
          kpis={profile.kpis.map(({ id }) => id).join(' ')}
          change={change}
        />
      </div>
    </div>
  );
};
