import { NativeSelect } from '@mantine/core';
import type { ReadingPlace } from '../../api/contract/portfolio.ts';
import { type Say, useText } from '../text/text.ts';
import { NumberField } from './number-field.tsx';

type Setting = NonNullable<ReadingPlace['setting']>;
type Value = string | number;

interface Props {
  setting: Setting;
  value: Value;
  /** Columns of accounts.csv of the company's own. */
  customColumns: readonly string[];
  onChange: (value: Value) => void;
}

/** A parameter's value in words; a column of the company's own is its name. */
export const parameterText = (say: Say, value: Value): string => {
  const word = `parameter_value.${value}`;
  if (say.has(word)) return say(word);
  return String(value).replace(/^custom[.]/, '');
};

/** The one setting that a KPI has of its own, in the form that it has. */
export const ParameterField = ({ setting, value, customColumns, onChange }: Props) => {
  const say = useText();
  const { id, form } = setting;
  const label = say(`parameter.${id}`);
  if (form.kind === 'number') {
    return (
      <NumberField
        label={label}
        value={Number(value)}
        min={form.from}
        max={form.to}
        decimals={0}
        onChange={onChange}
      />
    );
  }
  const columns = form.kind === 'custom_field' ? customColumns.map((name) => `custom.${name}`) : [];
  // A column that no customer has any more stays to be seen.
  const options = [...new Set([...form.options, ...columns, String(value)])];
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={String(value)}
      data={options.map((option) => ({ value: option, label: parameterText(say, option) }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};
