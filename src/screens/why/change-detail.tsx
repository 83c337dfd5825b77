import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { KpiChange, ScoreChange } from '../../api/contract/change.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import type { Span } from './change-queries.ts';
import { ChangeRows } from './change-rows.tsx';
import { movedText, type Words } from './change-words.ts';
import type { ShownBar } from './shown-change.ts';

interface Props {
  account: string;
  change: ScoreChange;
  bar: ShownBar;
  span: Span;
}

/** What lies behind a bar of the waterfall, down to the facts. */
export const ChangeDetail = ({ account, change, bar, span }: Props) => {
  const kpi = change.kpis.find(({ id }) => id === bar.kpi);
  return (
    <Stack gap="sm" className="open-part">
      {kpi === undefined ? (
        <WholeDetail account={account} change={change} bar={bar} span={span} />
      ) : (
        <>
          <DataSentence kpi={kpi} bar={bar} />
          <ChangeRows account={account} kpi={kpi.id} span={span} />
        </>
      )}
    </Stack>
  );
};

/** How the points of a KPI come about, with the numbers put in. */
const DataSentence = ({ kpi, bar }: { kpi: KpiChange; bar: ShownBar }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <Text>
      {say('change.data.why', {
        kpi: kpiName(say, kpi.id),
        moved: movedText({ say, formats }, kpi),
        score_before: formats.score(kpi.before?.score ?? 0),
        score_after: formats.score(kpi.after?.score ?? 0),
        share: formats.percent(kpi.after?.share ?? 0),
        points: formats.signed(bar.shown, 1),
      })}
    </Text>
  );
};

/** Points below this are the last bits of sums. */
const NOTHING = 1e-9;

/** A bar of all KPIs together, KPI by KPI. */
const WholeDetail = ({ account, change, bar: { kind }, span }: Props) => {
  const say = useText();
  const formats = useFormats();
  if (kind === 'cap') return <Caps change={change} />;
  if (kind === 'late_facts') return <LateReadings change={change} />;
  const which = kind === 'settings' ? 'settings' : 'coverage';
  const moved = change.kpis.filter(({ points }) => Math.abs(points?.[which] ?? 0) > NOTHING);
  return (
    <>
      <Text>{say(which === 'settings' ? 'change.settings.why' : 'change.coverage.why')}</Text>
      <ul className="plain-list">
        {moved.map((kpi) => (
          <li key={kpi.id}>
            <OpenRows
              title={say('change.part', {
                kpi: kpiName(say, kpi.id),
                points: formats.signed(kpi.points?.[which] ?? 0, 1),
                moved:
                  which === 'settings'
                    ? weightText({ say, formats }, change, kpi)
                    : movedText({ say, formats }, kpi),
              })}
              account={account}
              kpi={kpi.id}
              span={span}
            />
          </li>
        ))}
      </ul>
    </>
  );
};

/** How much of all weights a KPI had and has; curves and windows are told as what they are: something else. */
const weightText = ({ say, formats }: Words, { kpis }: ScoreChange, kpi: KpiChange): string => {
  const percentOf = (side: 'before' | 'after'): string => {
    const all = kpis.reduce((sum, one) => sum + (one[side]?.weight ?? 0), 0);
    return formats.percent(all > 0 ? (kpi[side]?.weight ?? 0) / all : 0);
  };
  const [before, after] = [percentOf('before'), percentOf('after')];
  return say(before === after ? 'change.weight.same' : 'change.weight', { before, after });
};

/** What held the health of either day down. */
const Caps = ({ change: { from, to } }: { change: ScoreChange }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <>
      <Text>{say('change.cap.why')}</Text>
      {[from, to].map(({ day, cap }) =>
        cap === null ? null : (
          <Text key={day}>
            {say('change.cap.of', {
              day: formats.day(day),
              most: formats.decimal(cap.at_most),
              uncapped: formats.score(cap.uncapped),
              reason: cap.reason,
            })}
          </Text>
        ),
      )}
    </>
  );
};

/** Facts of a KPI that stand folded until they are asked for. */
const OpenRows = ({
  title,
  ...rows
}: {
  title: string;
  account: string;
  kpi: string;
  span: Span;
}) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && <ChangeRows {...rows} />}
    </details>
  );
};

/** Readings that were shown otherwise than they stand by the facts of today. */
const LateReadings = ({ change }: { change: ScoreChange }) => {
  const say = useText();
  const formats = useFormats();
  const sentences = [
    { day: change.from.day, side: 'before' as const },
    { day: change.to.day, side: 'after' as const },
  ].flatMap(({ day, side }) =>
    change.kpis.flatMap((kpi) => {
      const { shown_reading: shown = null, reading = null } = kpi[side] ?? {};
      const wasShown = (side === 'before' ? change.from : change.to).shown !== null;
      if (!wasShown || shown === reading) return [];
      const text = (value: number | null) =>
        value === null ? '?' : readingText(formats, kpi.unit, value);
      return [
        say('change.late.reading', {
          kpi: kpiName(say, kpi.id),
          day: formats.day(day),
          shown: text(shown),
          standing: text(reading),
        }),
      ];
    }),
  );
  return (
    <>
      <Text>{say('change.late.why')}</Text>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
};
