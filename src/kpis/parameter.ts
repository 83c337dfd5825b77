import type { Kpi, KpiDescription, KpiParameter, ParameterValue } from './kpi.ts';

/** What is wrong with a value, as the end of a sentence; null where nothing is. */
export function flawOf({ form }: KpiParameter, value: ParameterValue): string | null {
  if (form.kind === 'number') {
    const { from, to } = form;
    const isRight =
      typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
    return isRight ? null : `is no whole number from ${from} to ${to}`;
  }
  if (form.options.some((option) => option === value)) return null;
  const options = form.options.map((option) => `"${option}"`).join(' or ');
  if (form.kind === 'choice') return `is unknown; give ${options}`;
  const isField = typeof value === 'string' && /^custom\../.test(value);
  return isField
    ? null
    : `is unknown; give ${options}, or a column of accounts.csv of your own such as "custom.seats"`;
}

/** A KPI as it is under a value of its parameter; under its initial one it is what ships. */
export function underParameter(kpi: Kpi, value: ParameterValue | null): Kpi {
  const { parameter } = kpi;
  if (value === null || parameter === undefined || value === parameter.initial) return kpi;
  return { ...kpi, ...parameter.under(value), parameterValue: value };
}

/** What a KPI's parameter is set to; null where it has none. */
export const usedParameter = ({
  parameterValue,
  parameter,
}: KpiDescription): ParameterValue | null => parameterValue ?? parameter?.initial ?? null;

const mostRows = 100;

/** How many rows a reading needs at least, where that is what a profile can change of a KPI. */
export const minimumRowsParameter = (initial: number): KpiParameter => ({
  id: 'min_n',
  form: { kind: 'number', from: 1, to: mostRows },
  initial,
  under: (value) => ({ minimumRows: Number(value) }),
});
