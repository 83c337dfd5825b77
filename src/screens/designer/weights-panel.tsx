import { Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Fragment, useCallback, useMemo } from 'react';
import type { ReadingPlace } from '../../api/contract/portfolio.ts';
import type { Profile, ScoringModel } from '../../scoring/model.ts';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import { AreaRow } from './area-row.tsx';
import { areasOf } from './areas.ts';
import { withKpi, withWeights } from './model-edits.ts';
import { TemplateList } from './template-list.tsx';
import type { ChangeModel } from './use-draft.ts';
import { highFrom, mediumFrom, type WeightLevel, weightOfLevel } from './weight-level.ts';
import { WeightRow } from './weight-row.tsx';

interface Props {
  profile: Profile;
  /** In what order the areas are told, and what stands in which. */
  places: readonly ReadingPlace[];
  chosen: string;
  onChoose: (kpi: string) => void;
  change: ChangeModel;
}

const LOWEST_MAXIMUM = 30;
const LOWEST_AREA_MAXIMUM = 60;
/** A slider's move draws the effect on all customers first; the panel of its KPI follows when the hand rests. */
const CHOSEN_AFTER_MS = 150;

/** A KPI's weight so that its share is that of a level, while all other weights stay. */
function withLevel(
  model: ScoringModel,
  profile: string,
  kpi: string,
  level: WeightLevel,
): ScoringModel {
  const kpis = model.profiles.find(({ id }) => id === profile)?.kpis ?? [];
  const others = kpis.reduce((sum, { id, weight }) => (id === kpi ? sum : sum + weight), 0);
  return withKpi(model, profile, kpi, { weight: weightOfLevel(level, others) });
}

/** Every KPI of a profile with its weight, by area. */
export const WeightsPanel = ({ profile, places, chosen, onChoose, change }: Props) => {
  const say = useText();
  const formats = useFormats();
  const sum = profile.kpis.reduce((total, { weight }) => total + weight, 0);
  const highest = Math.max(LOWEST_MAXIMUM, ...profile.kpis.map(({ weight }) => Math.ceil(weight)));
  const { id } = profile;
  const areas = useMemo(() => {
    const known = new Map(places.map(({ kpi, area }) => [kpi, area]));
    return areasOf(profile.kpis, (kpi) => known.get(kpi) ?? 'own');
  }, [profile.kpis, places]);
  const highestArea = Math.max(
    LOWEST_AREA_MAXIMUM,
    ...areas.map(({ weight }) => Math.ceil(weight)),
  );
  const shown = areas.reduce((total, { shownShare }) => total + shownShare, 0);

  const onWeight = useCallback(
    (kpi: string, weight: number) =>
      change(`weight ${id} ${kpi}`, (model) => withKpi(model, id, kpi, { weight })),
    [change, id],
  );
  const onLevel = useCallback(
    (kpi: string, level: WeightLevel) =>
      change(`level ${id} ${kpi}`, (model) => withLevel(model, id, kpi, level)),
    [change, id],
  );
  const onWeights = useCallback(
    (area: string, weights: Readonly<Record<string, number>>) =>
      change(`area ${id} ${area}`, (model) => withWeights(model, id, weights)),
    [change, id],
  );
  const onMoved = useDebouncedCallback(onChoose, CHOSEN_AFTER_MS);
  return (
    <Panel
      title={say('designer.weights')}
      aside={
        <span className="num weights-sum">
          {say(sum > 0 ? 'designer.areas.sum' : 'designer.areas.none', {
            percent: formats.percent(shown),
          })}
        </span>
      }
    >
      {areas.map((area) => (
        <Fragment key={area.area}>
          <AreaRow area={area} highest={highestArea} onWeights={onWeights} />
          <ul className="weights">
            {area.kpis.map(({ kpi, share, shownShare }) => (
              <WeightRow
                key={kpi.id}
                kpi={kpi.id}
                weight={kpi.weight}
                share={share}
                shownShare={shownShare}
                highest={highest}
                isChosen={kpi.id === chosen}
                onChoose={onChoose}
                onMoved={onMoved}
                onWeight={onWeight}
                onLevel={onLevel}
              />
            ))}
          </ul>
        </Fragment>
      ))}
      <Text size="sm" c="dimmed" mt="xs">
        {say('designer.weights.what', {
          sum: formats.decimal(sum),
          medium: formats.percent(mediumFrom),
          high: formats.percent(highFrom),
        })}
      </Text>
      <TemplateList profile={profile} change={change} />
    </Panel>
  );
};
