import { readFileSync } from 'node:fs';
import { setupI18n } from '@lingui/core';
import { describe, expect, test } from 'vitest';
import type { KpiChange, ScoreChange } from '../../api/contract/change.ts';
import { formatsOf, type Locale } from '../../lib/format/format.ts';
import type { Say, Values } from '../text/text.ts';
import { changeSentences } from './change-words.ts';
import { reachText } from './reach-words.ts';
import { shownChange } from './shown-change.ts';

const catalogueOf = (locale: Locale): Record<string, string> => {
  const entries = ['locales', 'locales/later'].flatMap((folder) => {
    const text = readFileSync(new URL(`../${folder}/${locale}.po`, import.meta.url), 'utf8');
    return [...text.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)];
  });
  return Object.fromEntries(entries.map(([, id = '', message = '']) => [id, message]));
};

const wordsOf = (locale: Locale) => {
  const messages = catalogueOf(locale);
  const i18n = setupI18n({ locale, messages: { [locale]: messages } });
  const say: Say = Object.assign((id: string, values?: Values) => i18n._(id, values), {
    has: (id: string) => id in messages,
  });
  return { say, formats: formatsOf(locale, 'Europe/Berlin') };
};
const [en, de] = [wordsOf('en'), wordsOf('de')];

const day = (on: string, health: number): ScoreChange['from'] => ({
  day: on,
  health,
  standing: health,
  shown: null,
  cap: null,
  coverage: 1,
  band: 'attention',
  band_shown: 'attention',
  version: 0,
  profile: 'Standard',
});
const side = (reading: number | null): KpiChange['before'] => ({
  reading,
  n: 4,
  score: reading === null ? null : 50,
  weight: 10,
  share: 0.2,
  shown_reading: null,
});
const kpi = (
  id: string,
  unit: KpiChange['unit'],
  before: number | null,
  after: number | null,
): KpiChange => ({
  id,
  unit,
  better: 'up',
  before: side(before),
  after: side(after),
  points: null,
});

const fallen: ScoreChange = {
  id: 7,
  account_id: 'meyer',
  name: 'Meyer Logistik',
  from: day('2026-10-24', 58.04),
  to: day('2026-11-24', 41.02),
  points: -17.02,
  bars: [
    { kind: 'data', kpi: 'logins', points: -12.01 },
    { kind: 'data', kpi: 'open_invoices', points: -5.02 },
    { kind: 'data', kpi: 'balance', points: 2.01 },
    { kind: 'coverage', kpi: null, points: -1 },
    { kind: 'settings', kpi: null, points: -1 },
  ],
  kpis: [
    kpi('logins', 'ratio', 0.93, 0.38),
    kpi('open_invoices', 'count', 1, 3),
    kpi('balance', 'share', 0.2, 0.4),
    kpi('nps', 'points', 30, null),
  ],
  reach: null,
  scoring: {
    kpis: [],
    bands: { healthy: 70, attention: 40 },
    hysteresis: 3,
    minimum_coverage: 0.3,
    exceptions: [],
  },
};

const sentences = (words: typeof en, change: ScoreChange): string[] => {
  const shown = shownChange(change);
  return shown === null ? [] : changeSentences(words, change, shown);
};

describe('a change in plain words', () => {
  test('in English', () => {
    expect(sentences(en, fallen)).toEqual([
      'Meyer Logistik fell from 58.0 to 41.0 between 24 Oct 2026 and 24 Nov 2026.',
      'Logins cost most: 12.0 points, from 93% of the month before to 38%.',
      'Open invoices cost 5.0 points, from 1 overdue invoice to 3.',
      'On the other hand, Balance brought 2.0 points, from a margin of 20% to 40%.',
      'Data came or went for NPS, which shifts the weights: −1.0 points.',
      'Changed settings account for −1.0 points.',
    ]);
  });

  test('in German', () => {
    expect(sentences(de, fallen)).toEqual([
      'Meyer Logistik ist zwischen dem 24.10.2026 und dem 24.11.2026 von 58,0 auf 41,0 gefallen.',
      'Am meisten gekostet hat „Anmeldungen“: 12,0 Punkte, von 93\u202f% des Vormonats auf 38\u202f%.',
      '„Offene Rechnungen“ hat 5,0 Punkte gekostet, von 1 überfälligen Rechnung auf 3.',
      'Dagegen hat „Marge“ 2,0 Punkte gebracht, von 20\u202f% auf 40\u202f% des Umsatzes.',
      'Bei NPS kamen Daten hinzu oder fielen weg; das verschiebt die Gewichte: −1,0 Punkte.',
      'Geänderte Einstellungen machen −1,0 Punkte aus.',
    ]);
  });

  test('of a rise, and of facts that came late', () => {
    const risen: ScoreChange = {
      ...fallen,
      from: {
        ...day('2026-10-24', 41),
        shown: { health: 41, band_shown: 'attention' },
        standing: 45,
      },
      to: day('2026-11-24', 58),
      bars: [
        { kind: 'data', kpi: 'open_invoices', points: 13 },
        { kind: 'late_facts', kpi: null, points: 4 },
      ],
      kpis: [kpi('open_invoices', 'count', 2, 0)],
    };
    expect(sentences(en, risen)).toEqual([
      'Meyer Logistik rose from 41.0 to 58.0 between 24 Oct 2026 and 24 Nov 2026.',
      'Open invoices helped most: 13.0 points, from 2 overdue invoices to none left.',
      'Records that arrived late account for +4.0 points.',
      '41.0 was shown on 24 Oct 2026; by what is known today it was 45.0.',
    ]);
    expect(sentences(de, risen)).toEqual([
      'Meyer Logistik ist zwischen dem 24.10.2026 und dem 24.11.2026 von 41,0 auf 58,0 gestiegen.',
      'Am meisten gebracht hat „Offene Rechnungen“: 13,0 Punkte, von 2 überfälligen Rechnungen auf keine mehr.',
      'Nachgetragene Daten machen +4,0 Punkte aus.',
      'Am 24.10.2026 stand hier 41,0; nach heutigem Wissen waren es 45,0.',
    ]);
  });

  test('without a move there is one sentence', () => {
    const still = { ...fallen, from: day('2026-10-24', 58), to: day('2026-11-24', 58), bars: [] };
    expect(sentences(en, still)).toEqual([
      'Meyer Logistik stood at 58.0 on 24 Oct 2026 and stands at 58.0 on 24 Nov 2026.',
    ]);
  });

  test('there are no words without a number', () => {
    expect(sentences(en, { ...fallen, from: { ...fallen.from, health: null } })).toEqual([]);
  });
});

test('the tenths that are shown add up to the difference that is shown', () => {
  const third = 100 / 3;
  const shown = shownChange({
    ...fallen,
    from: day('2026-10-24', 0.04),
    to: day('2026-11-24', 0.04 + 2 * third - 0.05),
    bars: [
      { kind: 'data', kpi: 'logins', points: third },
      { kind: 'data', kpi: 'sla', points: third },
      { kind: 'data', kpi: 'nps', points: -0.05 },
    ],
  });
  const sum = shown?.bars.reduce((total, bar) => total + Math.round(bar.shown * 10), 0);
  expect(sum).toBe(Math.round((shown?.points ?? 0) * 10));
  expect(shown?.points).toBe(66.6);
});

describe('what would do', () => {
  const of = (id: string, unit: KpiChange['unit'], from: number | null, to: number) => ({
    kpi: id,
    unit,
    better: 'up' as const,
    from,
    to,
  });
  test.each([
    [
      of('open_invoices', 'count', 3, 1),
      'close 2 overdue invoices',
      '2 überfällige Rechnungen begleichen lassen',
    ],
    [
      of('open_invoices', 'count', 1, 0),
      'close 1 overdue invoice',
      '1 überfällige Rechnung begleichen lassen',
    ],
    [
      of('logins', 'ratio', 0.38, 0.55),
      'logins back to 55% of the month before',
      'Anmeldungen wieder auf 55\u202f% des Vormonats bringen',
    ],
    [
      of('agent_rating', 'rating', 2, 3.4),
      'CSM rating from 2 to 3.4',
      'CSM-Einschätzung von 2 auf 3,4',
    ],
    [of('nps', 'points', null, 35), 'NPS: +35 or better', 'NPS: +35 oder besser'],
  ])('%j', (reading, english, german) => {
    expect(reachText(en, reading)).toBe(english);
    expect(reachText(de, reading)).toBe(german);
  });
});
