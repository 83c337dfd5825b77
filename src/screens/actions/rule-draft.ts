import type { ActionRule, RuleDraft } from '../../api/contract/action.ts';

/** A rule nobody has written yet. */
export const emptyDraft: RuleDraft = {
  title: { en: '', de: '' },
  why: { en: '', de: '' },
  kpi: null,
  band: null,
  condition: null,
  owner_email: null,
  due_days: 7,
  mode: 'suggested',
  priority: 'medium',
  cool_down_days: 30,
  enabled: true,
};

/** The part of a rule that can be changed. */
export const draftOf = (rule: ActionRule): RuleDraft => ({
  title: rule.title,
  why: rule.why,
  kpi: rule.kpi,
  band: rule.band,
  condition: rule.condition,
  owner_email: rule.owner_email,
  due_days: rule.due_days,
  mode: rule.mode,
  priority: rule.priority,
  cool_down_days: rule.cool_down_days,
  enabled: rule.enabled,
});

const hasText = (text: string): boolean => text.trim() !== '';

/** Whether the rule says when it fires. */
export const hasTrigger = ({ kpi, band, condition }: RuleDraft): boolean =>
  (kpi !== null && band !== null) || hasText(condition ?? '');

/** Whether it can be stored, as far as that can be told here: the server judges the condition. */
export const isComplete = (draft: RuleDraft): boolean =>
  hasTrigger(draft) && [draft.title.en, draft.title.de, draft.why.en, draft.why.de].every(hasText);
