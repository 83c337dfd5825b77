import type { Action, ActionState, DismissReason } from '../../api/contract/action.ts';
import type { Formats } from '../../lib/format/format.ts';
import { readingText } from '../text/kpi-words.ts';

export const dismissMessages: Record<DismissReason, string> = {
  wrong_signal: 'actions.dismiss.wrong_signal',
  already_handled: 'actions.dismiss.already_handled',
  not_now: 'actions.dismiss.not_now',
  not_worth_it: 'actions.dismiss.not_worth_it',
};

export const stateMessages: Record<ActionState, string> = {
  suggested: 'actions.state.suggested',
  task: 'actions.state.task',
  done: 'actions.state.done',
  dismissed: 'rules.column.dismissed',
  recovered: 'actions.state.recovered',
  lapsed: 'actions.state.lapsed',
};

export const priorityMessages: Record<Action['priority'], string> = {
  high: 'actions.priority.high',
  medium: 'actions.priority.medium',
  low: 'actions.priority.low',
};

/** Whether it rests on the day. */
export const isSnoozed = ({ state, snoozed_until }: Action, today: string): boolean =>
  state === 'suggested' && snoozed_until !== null && snoozed_until > today;

type Figure = Pick<Action, 'unit' | 'reading'>;

/** The reading that fired it, in the KPI's unit; null where its rule names no KPI. */
export const firedReading = (formats: Formats, { unit, reading }: Figure): string | null => {
  if (reading === null) return null;
  return unit === null ? formats.decimal(reading) : readingText(formats, unit, reading);
};

/** Why to do it, with the figures put in. */
export const whyText = (formats: Formats, action: Action): string =>
  action.why[formats.locale]
    .replaceAll('{value}', firedReading(formats, action) ?? '?')
    .replaceAll('{n}', formats.integer(action.n));

export const modeMessages: Record<'suggested' | 'task', string> = {
  suggested: 'rules.mode.suggested',
  task: 'rules.mode.task',
};
