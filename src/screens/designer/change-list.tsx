import type { Formats } from '../../lib/format/format.ts';
import { kpiName } from '../text/kpi-words.ts';
import { type Say, useFormats, useText } from '../text/text.ts';
import { parameterText } from './parameter-field.tsx';
import type { ModelChange } from './version-changes.ts';

const sentenceOf = (say: Say, formats: Formats, change: ModelChange): string => {
  switch (change.kind) {
    case 'weight': {
      const [from, to] = [formats.decimal(change.from), formats.decimal(change.to)];
      return say('designer.change.weight', { kpi: kpiName(say, change.kpi), from, to });
    }
    case 'window':
      return say('designer.change.window', {
        kpi: kpiName(say, change.kpi),
        from: change.from ?? say('designer.change.shipped'),
        to: change.to ?? say('designer.change.shipped'),
      });
    case 'parameter': {
      const said = (value: string | number | null): string =>
        value === null ? say('designer.change.shipped') : parameterText(say, value);
      return say('designer.change.parameter', {
        kpi: kpiName(say, change.kpi),
        from: said(change.from),
        to: said(change.to),
      });
    }
    case 'curve':
      return say('designer.change.curve', { kpi: kpiName(say, change.kpi) });
    case 'kpi_added':
      return say('designer.change.kpi_added', { kpi: kpiName(say, change.kpi) });
    case 'kpi_removed':
      return say('designer.change.kpi_removed', { kpi: kpiName(say, change.kpi) });
    case 'healthy':
    case 'attention': {
      const [from, to] = [formats.decimal(change.from), formats.decimal(change.to)];
      return say('designer.change.edge', { band: say(`band.${change.kind}`), from, to });
    }
    case 'hysteresis': {
      const [from, to] = [formats.decimal(change.from), formats.decimal(change.to)];
      return say('designer.change.hysteresis', { from, to });
    }
    case 'coverage': {
      const [from, to] = [formats.percent(change.from), formats.percent(change.to)];
      return say('designer.change.coverage', { from, to });
    }
    case 'rule':
      return say('designer.change.rule');
    case 'exceptions':
      return say('designer.change.exceptions');
    case 'profile_added':
      return say('designer.change.profile_added');
    case 'profile_removed':
      return say('designer.change.profile_removed');
    case 'order':
      return say('designer.change.order');
    case 'parents':
      return say('designer.change.parents');
  }
};

/** What differs between two models, a sentence each. */
export const ChangeList = ({ changes }: { changes: readonly ModelChange[] }) => {
  const say = useText();
  const formats = useFormats();
  const hasManyProfiles =
    new Set(changes.map((change) => ('profile' in change ? change.profile : ''))).size > 1;
  return (
    <ul className="change-list">
      {changes.map((change) => {
        const sentence = sentenceOf(say, formats, change);
        const profile = 'profile' in change ? change.profile : '';
        const isNamed = profile !== '' && (hasManyProfiles || change.kind.startsWith('profile'));
        return (
          <li key={`${profile} ${sentence}`}>{isNamed ? `${profile}: ${sentence}` : sentence}</li>
        );
      })}
    </ul>
  );
};
