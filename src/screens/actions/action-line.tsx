import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Action } from '../../api/contract/action.ts';
import { BandMark, bandShape } from '../components/band-mark.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { ActionButtons } from './action-buttons.tsx';
import { ActionCause } from './action-cause.tsx';
import { useDecide } from './action-queries.ts';
import { firedReading, isSnoozed, whyText } from './action-words.ts';
import type { Decided } from './decided-note.tsx';

/** When a task is due, and who has it. */
const TaskFacts = ({ action, today }: { action: Action; today: string }) => {
  const say = useText();
  const formats = useFormats();
  if (action.state !== 'task' || action.due_on === null) return null;
  const day = formats.day(action.due_on);
  const due =
    action.due_on < today
      ? 'actions.task.overdue'
      : action.due_on === today
        ? 'actions.task.today'
        : 'actions.task.due';
  return (
    <Text size="sm" fw={600} {...(action.due_on < today && { c: 'var(--at_risk)' })}>
      {say(due, { day })} · {action.owner ?? say('actions.owner.nobody')}
    </Text>
  );
};

/** What the KPI of a task has come to since; what that asks for waits for the task. */
const FallenFacts = ({ action, account }: { action: Action; account: string }) => {
  const say = useText();
  const formats = useFormats();
  const { kpi, unit, fallen } = action;
  if (fallen === null || kpi === null) return null;
  const reading = firedReading(formats, { unit, reading: fallen.reading }) ?? '';
  return (
    <Text size="sm" className="fallen">
      <span aria-hidden className="band-mark" style={{ color: `var(--${fallen.band})` }}>
        {bandShape[fallen.band]}
      </span>{' '}
      {say('actions.task.fallen', { band: say(`band.${fallen.band}`) })}{' '}
      <Link
        to="/customers/$account/why"
        params={{ account }}
        search={{ open: kpi }}
        className="opens"
      >
        {say('actions.task.fallen.figure', {
          kpi: kpiName(say, kpi),
          reading,
          score: formats.score(fallen.score),
        })}
      </Link>
      . {say('actions.task.fallen.next')}
    </Text>
  );
};

interface Props {
  action: Action;
  /** As it stands in the path of its page. */
  account: string;
  today: string;
  /** What could be done in its place. */
  alternatives?: readonly Action[];
  /** Whether it can be decided about: on the newest day alone. */
  isOpen: boolean;
  /** Told what became of a decision, since the action may go from the list. */
  onDecided: (decided: Decided) => void;
}

/** One action: what to do, why, and the buttons to take it up or let it go. */
export const ActionLine = ({ alternatives = [], ...props }: Props) => {
  const { action, account, today, isOpen, onDecided } = props;
  const say = useText();
  const formats = useFormats();
  const { title } = action;
  const deciding = useDecide(account, {
    onDecided: (kind, { rule, decision }) => {
      if (decision !== null) onDecided({ account, rule, decision, kind, title });
    },
    onRefused: (reason) => onDecided({ kind: 'refused', title, reason }),
  });
  return (
    <li className="action-line">
      <div>
        <Text fw={600}>
          <BandMark band={action.band} brief /> {title[formats.locale]}
        </Text>
        <TaskFacts action={action} today={today} />
        {isSnoozed(action, today) && action.snoozed_until !== null && (
          <Text size="sm" fw={600}>
            {say('actions.snoozed', { day: formats.day(action.snoozed_until) })}
          </Text>
        )}
        <FallenFacts action={action} account={account} />
        <Text size="sm">{whyText(formats, action)}</Text>
        <ActionCause action={action} account={account} day={today} />
      </div>
      {isOpen && (
        <ActionButtons
          action={action}
          today={today}
          isBusy={deciding.isPending}
          onDecide={deciding.mutate}
        />
      )}
      {alternatives.length > 0 && (
        <details className="cause whole">
          <summary>{say('actions.alternatives', { n: alternatives.length })}</summary>
          <ul className="plain-list alternatives">
            {alternatives.map((one) => (
              <ActionLine key={one.rule} {...props} action={one} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
};
