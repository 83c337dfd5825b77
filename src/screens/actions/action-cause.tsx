import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Action } from '../../api/contract/action.ts';
import { BandMark } from '../components/band-mark.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { firedReading, priorityMessages } from './action-words.ts';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

interface Props {
  action: Action;
  account: string;
  /** The day looked at, for what is not stored as fired. */
  day: string;
}

/** Why it fired: the rule, and the figures of the day. */
export const ActionCause = ({ action, account, day }: Props) => {
  const say = useText();
  const formats = useFormats();
  const reading = firedReading(formats, action);
  return (
    <details className="cause">
      <summary>{say('actions.cause')}</summary>
      <dl className="facts">
        <Fact label={say('actions.cause.day')}>{formats.day(action.fired_on ?? day)}</Fact>
        {action.kpi !== null && (
          <Fact label={say('actions.cause.kpi')}>
            <Link
              to="/customers/$account/why"
              params={{ account }}
              search={(search) => ({ ...search, open: action.kpi ?? undefined })}
              className="opens"
            >
              {kpiName(say, action.kpi)}
            </Link>
          </Fact>
        )}
        {reading !== null && (
          <Fact label={say('actions.cause.reading')}>
            {say('actions.cause.reading.of', { reading, n: action.n })}
          </Fact>
        )}
        {action.score !== null && (
          <Fact label={say('actions.cause.score')}>
            <span className="num">{formats.score(action.score)}</span>{' '}
            <BandMark band={action.band} />
          </Fact>
        )}
        <Fact label={say('actions.cause.health')}>
          {action.health === null ? say('actions.cause.no_health') : formats.score(action.health)}
        </Fact>
        <Fact label={say('actions.cause.missed')}>{formats.decimal(action.missed_points, 1)}</Fact>
        <Fact label={say('actions.priority')}>{say(priorityMessages[action.priority])}</Fact>
        {action.condition !== null && (
          <Fact label={say('actions.cause.condition')}>
            <code>{action.condition}</code>
          </Fact>
        )}
        <Fact label={say('actions.cause.rule')}>
          <Link to="/actions" search={{ tab: 'rules', rule: action.rule }} className="opens">
            {action.rule}
          </Link>
        </Fact>
      </dl>
    </details>
  );
};
