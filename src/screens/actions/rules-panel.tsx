import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ActionRule } from '../../api/contract/action.ts';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Empty, Failed } from '../components/states.tsx';
import { kpiName } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { rulesQuery } from './action-queries.ts';
import type { ActionsSearch } from './actions-search.ts';
import { BudgetForm } from './budget-form.tsx';
import { RuleActionsTable } from './rule-actions.tsx';
import { draftOf, emptyDraft } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleOutcome } from './rule-outcome.tsx';
import { figureMessages, RuleTable } from './rule-table.tsx';

/** Rules without a KPI, and a rule that is not stored yet, as the address has them. */
const NO_KPI = '-';
const NEW = 'new';

const isOf = ({ kpi }: ActionRule, asked: string | undefined): boolean =>
  asked === undefined || (asked === NO_KPI ? kpi === null : kpi === asked);

/** Every rule with what became of it, one of them open to be changed. */
export const RulesPanel = () => {
  const say = useText();
  const { rule: openRule, kpi, list: state } = useSearch({ from: '/actions' });
  const navigate = useNavigate({ from: '/actions' });
  const { locale } = useFormats();
  const list = useQuery(rulesQuery);
  if (list.isPending) return <BlockSkeleton height={420} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;

  const { rules, kpis, fields, per_day: perDay } = list.data;
  const go = (change: ActionsSearch) =>
    void navigate({
      search: (was) => ({ ...was, ...change }),
      replace: true,
      resetScroll: false,
    });
  const chosen = rules.find(({ id }) => id === openRule);
  const shown = rules.filter((rule) => isOf(rule, kpi));
  const editor = {
    kpis,
    fields,
    onClose: () => go({ rule: undefined, list: undefined, rows: undefined }),
  };
  return (
    <Stack gap="md">
      {openRule === NEW && (
        <Panel title={say('rules.new')}>
          <RuleEditor key={NEW} rule={null} draft={emptyDraft} {...editor} />
        </Panel>
      )}
      {openRule !== undefined && openRule !== NEW && chosen === undefined && (
        <Empty title={say('rules.missing')}>{openRule}</Empty>
      )}
      {chosen !== undefined && state !== undefined && (
        <Panel
          title={say('rules.actions.title', {
            state: say(figureMessages[state]),
            title: chosen.title[locale],
          })}
          aside={
            <Button size="compact-md" variant="default" onClick={editor.onClose}>
              {say('rules.close')}
            </Button>
          }
        >
          <RuleActionsTable key={`${chosen.id} ${state}`} rule={chosen} state={state} />
        </Panel>
      )}
      {chosen !== undefined && state === undefined && (
        <Panel title={say('rules.edit', { id: chosen.id })}>
          <RuleEditor
            key={`${chosen.id} ${chosen.edited}`}
            rule={chosen}
            draft={draftOf(chosen)}
            {...editor}
          />
          <RuleOutcome rule={chosen} />
        </Panel>
      )}
      <Panel
        title={say('rules.title', { n: rules.length })}
        aside={
          <Button
            size="compact-md"
            renderRoot={(props) => (
              <Link
                from="/actions"
                to="/actions"
                search={(was) => ({ ...was, rule: NEW, list: undefined })}
                {...props}
              />
            )}
          >
            {say('rules.new')}
          </Button>
        }
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {say('rules.what')}
          </Text>
          <Group gap="md" align="flex-end">
            <NativeSelect
              label={say('rules.kpi')}
              value={kpi ?? ''}
              onChange={(event) => go({ kpi: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: say('rules.kpi.all') },
                ...kpis.map((value) => ({ value, label: kpiName(say, value) })),
                { value: NO_KPI, label: say('rules.kpi.none') },
              ]}
            />
            <BudgetForm perDay={perDay} />
          </Group>
          {shown.length === 0 ? (
            <Text>{say('rules.none')}</Text>
          ) : (
            <RuleTable rules={shown} kpis={kpis} />
          )}
        </Stack>
      </Panel>
    </Stack>
  );
};
