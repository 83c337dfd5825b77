import { Button, Group, Text } from '@mantine/core';
import { memo, useMemo, useRef, useState } from 'react';
import type { ProfileKpi } from '../../scoring/model.ts';
import { histogram } from '../../scoring/portfolio.ts';
import type { BandEdges, Curve } from '../../scoring/scoring.ts';
import { ChartTools } from '../charts/chart-tools.tsx';
import { CurveEditor } from '../charts/curve-editor.tsx';
import { curveScale } from '../charts/curve-scale.ts';
import { MadeFile } from '../components/made-file.tsx';
import { Panel } from '../components/panel.tsx';
import { kpiName, kpiQuestion, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { CurvePoints } from './curve-points.tsx';
import { KpiSources } from './kpi-sources.tsx';
import { addPoint, movePoint, removePoint, withKpi } from './model-edits.ts';
import { PlaceField } from './place-field.tsx';
import type { ChangeModel } from './use-draft.ts';
import type { Scored } from './use-effect-of.ts';

interface Props extends Omit<ProfileKpi, 'weight' | 'windowDays' | 'parameter'> {
  /** Id of the profile. */
  profile: string;
  edges: BandEdges;
  scored: Scored;
  change: ChangeModel;
}

const BINS = 40;
const NO_COLUMN = new Float64Array();

/** How a KPI's reading becomes its score, over the readings of today's accounts. */
export const KpiPanel = memo((props: Props) => {
  const { profile, id, curve, place: placeNumber, edges, scored, change } = props;
  const say = useText();
  const formats = useFormats();
  const { readings, portfolio } = scored;
  const [heldScale, setHeldScale] = useState<ReturnType<typeof curveScale> | null>(null);
  const chart = useRef<HTMLDivElement>(null);
  const { unit = 'number', better = 'up' } =
    readings.places.find(({ place }) => place === placeNumber) ?? {};
  const scale = useMemo(() => heldScale ?? curveScale(curve, unit), [heldScale, curve, unit]);
  const column = portfolio.readings.column(placeNumber) ?? NO_COLUMN;
  const spread = useMemo(
    () => histogram(column, { from: scale.from, to: scale.to, bins: BINS }),
    [column, scale],
  );

  const name = kpiName(say, id);
  const bend = (how: (was: Curve) => Curve) =>
    change(`curve ${profile} ${id}`, (model) => {
      const kpis = model.profiles.find((each) => each.id === profile)?.kpis;
      const was = kpis?.find((each) => each.id === id)?.curve;
      return was === undefined ? model : withKpi(model, profile, id, { curve: how(was) });
    });
  const known = column.length - spread.without;
  const question = kpiQuestion(say, id);
  return (
    <Panel
      title={name}
      aside={
        <ChartTools
          picture={{
            of: chart,
            name: `curve-${id}`,
            title: name,
            about: say('chart.about', {
              unit: say('chart.unit.points'),
              n: formats.integer(known),
              day: formats.day(readings.as_of),
            }),
          }}
        >
          <MadeFile name={`curve-${id}`} header={['reading', 'score']} rows={() => curve} />
        </ChartTools>
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {[question, say(better === 'up' ? 'designer.better.up' : 'designer.better.down')]
          .filter(Boolean)
          .join(' ')}{' '}
        <KpiSources place={placeNumber} known={known} />
      </Text>
      <div ref={chart}>
        <CurveEditor
          curve={curve}
          scale={scale}
          edges={edges}
          counts={spread.counts}
          readingText={(reading) => readingText(formats, unit, reading)}
          label={say('designer.curve.label', { kpi: name })}
          onMove={(at, point) => bend((was) => movePoint(was, at, point, scale.step))}
          onRemove={(at) => bend((was) => removePoint(was, at))}
          onHold={(isHeld) => setHeldScale(isHeld ? scale : null)}
        />
      </div>
      <Text size="sm" c="dimmed" mb="xs">
        {say('designer.curve.accounts', { n: known, without: spread.without })}
      </Text>
      <CurvePoints
        curve={curve}
        unit={unit}
        onMove={(at, point) => bend((was) => movePoint(was, at, point, TYPED_STEP))}
        onRemove={(at) => bend((was) => removePoint(was, at))}
      />
      <Group gap="md" mt="xs" align="flex-end">
        <Button size="compact-sm" variant="default" onClick={() => bend(addPoint)}>
          {say('designer.point.add')}
        </Button>
        <PlaceField
          profile={profile}
          kpi={id}
          place={placeNumber}
          places={readings.places}
          customColumns={Object.keys(readings.accounts.custom)}
          change={change}
        />
      </Group>
    </Panel>
  );
});

/** What is typed is taken to six decimals. */
const TYPED_STEP = 1e-6;
