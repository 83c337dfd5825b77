import { NumberInput } from '@mantine/core';
import { useFormats } from '../text/text.ts';

interface Props {
  value: number;
  onChange: (value: number) => void;
  /** Visible label; without one `spoken` is what a screen reader says. */
  label?: string;
  spoken?: string;
  min?: number;
  max?: number;
  suffix?: string;
  decimals?: number;
}

/** A number as the language shown writes it; what is not a number yet changes nothing. */
export const NumberField = ({
  value,
  onChange,
  label,
  spoken,
  min,
  max,
  suffix,
  decimals = 4,
}: Props) => {
  const { locale } = useFormats();
  return (
    <NumberInput
      size="xs"
      hideControls
      clampBehavior="blur"
      decimalScale={decimals}
      decimalSeparator={locale === 'de' ? ',' : '.'}
      value={value}
      {...(label === undefined ? {} : { label })}
      {...(spoken === undefined ? {} : { 'aria-label': spoken })}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(suffix === undefined ? {} : { suffix })}
      onChange={(given) => {
        const number = typeof given === 'number' ? given : Number.parseFloat(given);
        const isWithin = number >= (min ?? -Infinity) && number <= (max ?? Infinity);
        if (isWithin && number !== value) onChange(number);
      }}
    />
  );
};
