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

/** What keeps it from being stored, by field, each a message. */
export type Flaws = Readonly<Record<string, string>>;

/** As far as they can be told here: the server judges the condition. */
export function flawsOf(draft: RuleDraft): Flaws {
  const texts = Object.entries({
    'title.en': draft.title.en,
    'why.en': draft.why.en,
    'title.de': draft.title.de,
    'why.de': draft.why.de,
  });
  return {
    ...Object.fromEntries(
      texts.filter(([, text]) => !hasText(text)).map(([field]) => [field, 'rules.flaw.empty']),
    ),
    ...(!hasTrigger(draft) && { condition: 'rules.check.nothing' }),
  };
}
