import { Stack, Textarea, TextInput } from '@mantine/core';
import type { RuleDraft } from '../../api/contract/action.ts';
import { useText } from '../text/text.ts';

export interface FieldProps {
  draft: RuleDraft;
  change: (part: Partial<RuleDraft>) => void;
  /** What is wrong, by field. */
  refused: Record<string, string>;
}

/** What to do, and why, in both languages. */
export const RuleTexts = ({ draft, change, refused }: FieldProps) => {
  const say = useText();
  return (
    <div className="rule-texts">
      {(['en', 'de'] as const).map((language) => (
        <Stack key={language} gap="xs">
          <TextInput
            label={say('rules.text.title', { language: say(`language.${language}`) })}
            lang={language}
            required
            maxLength={500}
            value={draft.title[language]}
            onChange={(event) =>
              change({ title: { ...draft.title, [language]: event.currentTarget.value } })
            }
            error={refused[`title.${language}`]}
          />
          <Textarea
            label={say('rules.text.why', { language: say(`language.${language}`) })}
            lang={language}
            required
            autosize
            minRows={2}
            maxLength={500}
            value={draft.why[language]}
            onChange={(event) =>
              change({ why: { ...draft.why, [language]: event.currentTarget.value } })
            }
            error={refused[`why.${language}`]}
          />
        </Stack>
      ))}
    </div>
  );
};
