import {
  Autocomplete,
  Button,
  Group,
  type InputWrapperProps,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ActionRule, ActionRuleList, RuleDraft } from '../../api/contract/action.ts';
import { CallFailed } from '../server/call.ts';
import { filterValuesQuery } from '../server/queries.ts';
import { kpiName } from '../text/kpi-words.ts';
import { useText } from '../text/text.ts';
import { useResetRule, useSaveRule } from './action-queries.ts';
import { modeMessages, priorityMessages } from './action-words.ts';
import { RuleCheck } from './rule-check.tsx';
import { flawsOf } from './rule-draft.ts';
import { type FieldProps, RuleTexts } from './rule-texts.tsx';

interface Props extends Pick<ActionRuleList, 'kpis' | 'fields'> {
  /** Null: it is being written. */
  rule: ActionRule | null;
  draft: RuleDraft;
  onClose: () => void;
}

const bands = ['at_risk', 'attention', 'healthy'] as const;
const modes = ['suggested', 'task'] as const;
const priorities = ['high', 'medium', 'low'] as const;

const refusalsOf = (error: Error | null): Record<string, string> =>
  error instanceof CallFailed
    ? Object.fromEntries((error.problem.errors ?? []).map(({ path, message }) => [path, message]))
    : {};

/** When it fires. */
const Trigger = ({
  draft,
  change,
  refused,
  kpis,
  fields,
}: FieldProps & Pick<Props, 'kpis' | 'fields'>) => {
  const say = useText();
  const isGone = draft.kpi !== null && !kpis.includes(draft.kpi);
  return (
    <>
      <div className="rule-fields">
        <NativeSelect
          label={say('rules.kpi')}
          value={draft.kpi ?? ''}
          onChange={(event) => {
            const kpi = event.currentTarget.value || null;
            change({ kpi, band: kpi === null ? null : (draft.band ?? 'at_risk') });
          }}
          data={[
            { value: '', label: say('rules.kpi.none') },
            ...kpis.map((value) => ({ value, label: kpiName(say, value) })),
            ...(isGone ? [{ value: draft.kpi ?? '', label: kpiName(say, draft.kpi ?? '') }] : []),
          ]}
          error={isGone ? say('rules.kpi.gone') : refused.kpi}
        />
        <NativeSelect
          label={say('rules.band')}
          disabled={draft.kpi === null}
          value={draft.band ?? ''}
          onChange={(event) => {
            const band = bands.find((one) => one === event.currentTarget.value);
            if (band !== undefined) change({ band });
          }}
          data={[
            ...(draft.band === null ? [{ value: '', label: '—' }] : []),
            ...bands.map((value) => ({ value, label: say(`band.${value}`) })),
          ]}
          error={refused.band}
        />
      </div>
      <Textarea
        label={say('rules.condition')}
        description={say('rules.condition.what')}
        autosize
        minRows={2}
        maxLength={2000}
        spellCheck={false}
        value={draft.condition ?? ''}
        onChange={(event) => change({ condition: event.currentTarget.value || null })}
        error={refused.condition}
      />
      <details className="cause">
        <summary>{say('rules.fields', { n: fields.length })}</summary>
        <Text size="sm">
          {fields.map(({ name }) => (
            <span key={name}>
              <code>{name}</code>{' '}
            </span>
          ))}
        </Text>
      </details>
      {!isGone && <RuleCheck draft={draft} />}
    </>
  );
};

const asDays = (value: string | number, before: number): number =>
  typeof value === 'number' ? value : Number.parseInt(value, 10) || before;

/** Beside fields without a description, inputs stand in one line only where it comes after them. */
const order: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error'];

/** For whom, by when, and how often. */
const Handling = ({ draft, change, refused }: FieldProps) => {
  const say = useText();
  const people = useQuery(filterValuesQuery);
  const days = { allowDecimal: false, allowNegative: false, hideControls: true };
  return (
    <div className="rule-fields">
      <NativeSelect
        label={say('rules.mode')}
        value={draft.mode}
        onChange={(event) => {
          const mode = modes.find((one) => one === event.currentTarget.value);
          if (mode !== undefined) change({ mode });
        }}
        data={modes.map((value) => ({ value, label: say(modeMessages[value]) }))}
      />
      <NativeSelect
        label={say('actions.priority')}
        value={draft.priority}
        onChange={(event) => {
          const priority = priorities.find((one) => one === event.currentTarget.value);
          if (priority !== undefined) change({ priority });
        }}
        data={priorities.map((value) => ({ value, label: say(priorityMessages[value]) }))}
      />
      <Autocomplete
        label={say('actions.owner')}
        description={say('actions.owner.what')}
        inputWrapperOrder={order}
        data={people.data?.csms.map(({ value }) => value) ?? []}
        value={draft.owner_email ?? ''}
        onChange={(owner) => change({ owner_email: owner || null })}
        error={refused.owner_email}
      />
      <NumberInput
        {...days}
        label={say('rules.due_days')}
        min={0}
        max={365}
        value={draft.due_days}
        onChange={(value) => change({ due_days: asDays(value, 0) })}
        error={refused.due_days}
      />
      <NumberInput
        {...days}
        label={say('rules.cool_down_days')}
        description={say('rules.cool_down_days.what')}
        inputWrapperOrder={order}
        min={1}
        max={730}
        value={draft.cool_down_days}
        onChange={(value) => change({ cool_down_days: asDays(value, 1) })}
        error={refused.cool_down_days}
      />
    </div>
  );
};

/** Writes a rule, with a look at whom it would fire for now. */
export const RuleEditor = ({ rule, draft: before, kpis, fields, onClose }: Props) => {
  const say = useText();
  const [draft, setDraft] = useState(before);
  const saving = useSaveRule();
  const resetting = useResetRule();
  const [attempts, setAttempts] = useState(0);
  const flaws = attempts === 0 ? {} : flawsOf(draft);
  const form = useRef<HTMLFormElement>(null);
  const refused = {
    ...refusalsOf(saving.error),
    ...Object.fromEntries(Object.entries(flaws).map(([field, message]) => [field, say(message)])),
  };
  useEffect(() => {
    if (saving.error !== null || attempts > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [saving.error, attempts]);
  const change = (part: Partial<RuleDraft>) => {
    saving.reset();
    setDraft((was) => ({ ...was, ...part }));
  };
  const field = { draft, change, refused };
  const canReset = rule !== null && (rule.origin === 'own' || rule.edited);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAttempts(attempts + 1);
        if (Object.keys(flawsOf(draft)).length > 0) return;
        saving.mutate(
          { id: rule?.id ?? null, draft },
          { onSuccess: () => rule === null && onClose() },
        );
      }}
    >
      <Stack gap="sm">
        <Switch
          label={say('rules.enabled')}
          checked={draft.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        <RuleTexts {...field} />
        {draft.kpi !== null && (
          <Text size="sm" c="dimmed">
            {say('rules.text.placeholders', { value: '{value}', n: '{n}' })}
          </Text>
        )}
        <Trigger {...field} kpis={kpis} fields={fields} />
        <Handling {...field} />
        <Group gap="xs">
          <Button type="submit" loading={saving.isPending}>
            {say('rules.save')}
          </Button>
          {canReset && (
            <Button
              variant="default"
              loading={resetting.isPending}
              onClick={() => resetting.mutate(rule.id, { onSuccess: onClose })}
            >
              {say(rule.origin === 'own' ? 'rules.remove' : 'rules.reset')}
            </Button>
          )}
          <Button variant="subtle" onClick={onClose}>
            {say('rules.close')}
          </Button>
        </Group>
        {[saving.error, resetting.error].map(
          (error) =>
            error &&
            // What names a field is said there.
            Object.keys(refusalsOf(error)).length === 0 && (
              <Text key={error.message} c="error" size="sm" role="alert">
                {error.message}
              </Text>
            ),
        )}
        {saving.isSuccess && (
          <Text size="sm" role="status">
            {say('settings.saved')}
          </Text>
        )}
      </Stack>
    </form>
  );
};
