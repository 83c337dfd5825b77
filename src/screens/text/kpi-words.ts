import type { Unit } from '../../api/contract/kpi.ts';
import type { Formats } from '../../lib/format/format.ts';
import type { Say } from './text.ts';

/** A KPI's name; its id where the catalogue has none, as for a company's own KPI. */
export const kpiName = (say: Say, id: string): string =>
  say.has(`kpi.${id}.name`) ? say(`kpi.${id}.name`) : id;

export const kpiQuestion = (say: Say, id: string): string | null =>
  say.has(`kpi.${id}.question`) ? say(`kpi.${id}.question`) : null;

/** A reading or sub-figure in its unit. */
export const readingText = (formats: Formats, unit: Unit, value: number): string => {
  switch (unit) {
    case 'share':
    case 'ratio':
      return formats.percent(value);
    case 'count':
      // A mean of counts is a count too.
      return formats.decimal(value, 2);
    case 'points':
      return formats.signed(value);
    case 'rating':
      return formats.decimal(value, 1);
    case 'minutes':
      return formats.minutes(value);
    case 'number':
    case 'amount':
      return formats.decimal(value, 2);
  }
};

/** Word of an enumerated value (`metric.first_reply`), or the value itself. */
export const wordFor = (say: Say, family: string, value: string): string =>
  say.has(`${family}.${value}`) ? say(`${family}.${value}`) : value;
