import { Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomKpis } from '../../api/contract/custom-kpi.ts';
import { call } from '../server/call.ts';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  series: CustomKpis['series'];
  onDone: () => void;
  onCancel: () => void;
}

const aggregations = ['last', 'mean', 'sum', 'distinct'] as const;
type Aggregation = (typeof aggregations)[number];

const numberOf = (value: string | number, otherwise: number): number => {
  const number = typeof value === 'number' ? value : Number.parseFloat(value);
  return Number.isNaN(number) ? otherwise : number;
};

const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '_')
    .replace(/^[^a-z]+/, '');

/** One more KPI over a series: from the reading that scores 0 to the one that scores 100; the designer draws finer curves. */
export const CustomKpiForm = ({ series, onDone, onCancel }: Props) => {
  const say = useText();
  const { locale } = useFormats();
  const [chosen, setChosen] = useState(series[0]?.series ?? '');
  const known = series.find((one) => one.series === chosen);
  const [id, setId] = useState<string | null>(null);
  const [aggregation, setAggregation] = useState<Aggregation>('last');
  const [windowDays, setWindowDays] = useState(30);
  const [worst, setWorst] = useState<number | null>(null);
  const [best, setBest] = useState<number | null>(null);
  const [weight, setWeight] = useState(5);
  const atWorst = worst ?? known?.lowest ?? 0;
  const atBest = best ?? known?.highest ?? 1;
  const adding = useMutation({
    mutationFn: () =>
      call('custom_kpi.add', {
        body: {
          id: id ?? idOf(chosen),
          series: chosen,
          aggregation,
          window_days: windowDays,
          curve:
            atWorst < atBest
              ? [
                  [atWorst, 0],
                  [atBest, 100],
                ]
              : [
                  [atBest, 100],
                  [atWorst, 0],
                ],
          weight,
        },
      }),
    onSuccess: onDone,
  });
  const numbers = {
    decimalSeparator: locale === 'de' ? ',' : '.',
    thousandSeparator: false,
    hideControls: true,
  };
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}
    >
      <Select
        label={say('custom_kpis.series')}
        data={series.map((one) => one.series)}
        value={chosen}
        searchable
        allowDeselect={false}
        onChange={(value) => setChosen(value ?? chosen)}
        description={
          known && say('custom_kpis.series.what', { n: known.n, accounts: known.n_accounts })
        }
      />
      <TextInput
        label={say('custom_kpis.id')}
        description={say('custom_kpis.id.what')}
        value={id ?? idOf(chosen)}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <Select
        label={say('custom_kpis.aggregation')}
        data={aggregations.map((value) => ({ value, label: say(`aggregation.${value}`) }))}
        value={aggregation}
        allowDeselect={false}
        onChange={(value) =>
          setAggregation(aggregations.find((one) => one === value) ?? aggregation)
        }
      />
      <NumberInput
        {...numbers}
        label={say('custom_kpis.window')}
        min={1}
        max={1095}
        allowDecimal={false}
        value={windowDays}
        onChange={(value) => setWindowDays(numberOf(value, windowDays))}
      />
      <Group grow align="flex-end">
        <NumberInput
          {...numbers}
          label={say('custom_kpis.worst')}
          value={atWorst}
          onChange={(value) => setWorst(numberOf(value, atWorst))}
        />
        <NumberInput
          {...numbers}
          label={say('custom_kpis.best')}
          value={atBest}
          onChange={(value) => setBest(numberOf(value, atBest))}
        />
      </Group>
      <NumberInput
        {...numbers}
        label={say('custom_kpis.weight.label')}
        min={0}
        value={weight}
        onChange={(value) => setWeight(numberOf(value, weight))}
      />
      <Group>
        <Button type="submit" loading={adding.isPending} disabled={atWorst === atBest}>
          {say('custom_kpis.save')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {say('custom_kpis.cancel')}
        </Button>
      </Group>
      {adding.isError && (
        <Text c="error" size="sm" role="alert">
          {adding.error.message}
        </Text>
      )}
    </Stack>
  );
};
