import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RuleField as Field } from '../../scoring/rule-fields.ts';
import { parseRule } from '../../scoring/rule-parse.ts';
import { useText } from '../text/text.ts';

interface Props {
  label: string;
  value: string;
  /** What the rule may name. */
  fields: readonly Field[];
  onChange: (rule: string) => void;
}

/** A rule in CEL, read while it is typed: where it cannot be read, and why. */
export const RuleField = ({ label, value, fields, onChange }: Props) => {
  const say = useText();
  const [typed, setTyped] = useState(value);
  const [given, setGiven] = useState(value);
  // Undo and another version change the rule from outside.
  if (given !== value) {
    setGiven(value);
    setTyped(value);
  }
  const parsed = parseRule(typed, fields);
  const flaw = parsed.ok
    ? null
    : say('designer.rule.flaw', {
        line: parsed.line,
        column: parsed.column,
        reason: say.has(`rule.${parsed.reason.code}`)
          ? say(`rule.${parsed.reason.code}`, parsed.reason.params)
          : parsed.reason.code,
      });
  return (
    <Textarea
      size="xs"
      autosize
      minRows={1}
      label={label}
      value={typed}
      error={flaw}
      spellCheck={false}
      styles={{ input: { fontFamily: 'monospace' } }}
      onChange={(event) => {
        const rule = event.currentTarget.value;
        setTyped(rule);
        // The model holds no empty rule: none would match everybody.
        if (rule.trim() !== '') {
          setGiven(rule);
          onChange(rule);
        }
      }}
    />
  );
};
