import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type {
  ActionOutcomes,
  ActionRule,
  ActionRuleList,
  RuleActionState,
} from '../../api/contract/action.ts';
import { BandMark } from '../components/band-mark.tsx';
import { NoData } from '../components/nothing.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { outcomesQuery } from './action-queries.ts';
import { modeMessages } from './action-words.ts';

type Outcome = ActionOutcomes['outcomes'][number];

/** `kpis`: those that are scored; a rule of another one waits for it to come back. */
const Trigger = ({ rule, kpis }: { rule: ActionRule; kpis: readonly string[] }) => {
  const say = useText();
  return (
    <>
      {rule.kpi !== null && rule.band !== null && (
        <>
          {kpiName(say, rule.kpi)} <BandMark band={rule.band} />
        </>
      )}
      {rule.kpi !== null && !kpis.includes(rule.kpi) && <> · {say('rules.kpi.gone')}</>}
      {rule.condition !== null && <code> {rule.condition}</code>}
    </>
  );
};

/** The longest time there is an outcome of: the score's, or that of health where the rule names no KPI. */
const OutcomeCell = ({ rule, outcome }: { rule: ActionRule; outcome: Outcome | undefined }) => {
  const say = useText();
  const formats = useFormats();
  const last = outcome?.after.findLast(({ score, health }) => (score ?? health).taken.n > 0);
  if (last === undefined) {
    return <NoData reason={say(rule.done === 0 ? 'rules.outcome.none' : 'rules.outcome.early')} />;
  }
  const { taken, others, difference } = last.score ?? last.health;
  if (difference === null) return <NoData reason={say('rules.outcome.alone')} />;
  return (
    <Link
      from="/actions"
      to="/actions"
      search={(was) => ({ ...was, rule: rule.id, list: undefined, rows: undefined })}
      className="opens"
    >
      {say('rules.outcome.short', {
        difference: formats.signed(difference, 1),
        days: last.days,
        n: taken.n,
        others: others.n,
      })}
    </Link>
  );
};

const figures = ['fired', 'open', 'done', 'dismissed'] as const;
export const figureMessages: Record<RuleActionState, string> = {
  fired: 'rules.column.fired',
  open: 'rules.column.open',
  done: 'rules.column.done',
  dismissed: 'rules.column.dismissed',
  recovered: 'actions.state.recovered',
  lapsed: 'actions.state.lapsed',
};

/** Each rule with how often it fired, what people made of it, and what came of that. */
export const RuleTable = ({ rules, kpis }: Pick<ActionRuleList, 'rules' | 'kpis'>) => {
  const say = useText();
  const formats = useFormats();
  const outcomes = useQuery(outcomesQuery());
  const outcomeOf = new Map(outcomes.data?.outcomes.map((one) => [one.rule, one]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section className="rows-scroll rules" tabIndex={0} aria-label={say('rules.list')}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say('rules.column.rule')}</th>
            <th scope="col">{say('rules.column.trigger')}</th>
            <th scope="col">{say('rules.column.mode')}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" className="right">
                {say(figureMessages[figure])}
              </th>
            ))}
            <th scope="col" className="right">
              {say('rules.column.hit_rate')}
            </th>
            <th scope="col" className="right">
              {say('rules.column.outcome')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id} className={rule.enabled ? undefined : 'off'}>
              <th scope="row" className="wide">
                <Link
                  from="/actions"
                  to="/actions"
                  search={(search) => ({
                    ...search,
                    rule: rule.id,
                    list: undefined,
                    rows: undefined,
                  })}
                  className="opens"
                >
                  {rule.title[formats.locale]}
                </Link>
                {rule.origin === 'own' && ` · ${say('rules.own')}`}
                {rule.edited && ` · ${say('rules.edited')}`}
              </th>
              <td className="wide" data-label={say('rules.column.trigger')}>
                <Trigger rule={rule} kpis={kpis} />
              </td>
              <td data-label={say('rules.column.mode')}>
                {say(rule.enabled ? modeMessages[rule.mode] : 'rules.off')}
              </td>
              {figures.map((figure) => (
                <td key={figure} className="right num" data-label={say(figureMessages[figure])}>
                  {rule[figure] === 0 ? (
                    formats.integer(0)
                  ) : (
                    <Link
                      from="/actions"
                      to="/actions"
                      search={(search) => ({
                        ...search,
                        rule: rule.id,
                        list: figure,
                        rows: undefined,
                      })}
                      className="opens"
                      aria-label={say('rules.actions.open', {
                        n: rule[figure],
                        state: say(figureMessages[figure]),
                        title: rule.title[formats.locale],
                      })}
                    >
                      {formats.integer(rule[figure])}
                    </Link>
                  )}
                </td>
              ))}
              <td className="right num" data-label={say('rules.column.hit_rate')}>
                {rule.hit_rate === null ? (
                  <NoData reason={say('rules.hit_rate.none')} />
                ) : (
                  say('rules.hit_rate.of', {
                    percent: formats.percent(rule.hit_rate, 0),
                    n: rule.done + rule.dismissed,
                  })
                )}
              </td>
              <td className="right wide" data-label={say('rules.column.outcome')}>
                <OutcomeCell rule={rule} outcome={outcomeOf.get(rule.id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
