import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/text.ts';
import { useSaveBudget } from './action-queries.ts';

/** How many actions a person is shown for one day. */
export const BudgetForm = ({ perDay }: { perDay: number }) => {
  const say = useText();
  const [draft, setDraft] = useState<string | number>(perDay);
  const saving = useSaveBudget();
  const number = Number(draft);
  const isValid = Number.isInteger(number) && number >= 1 && number <= 200;
  return (
    <Group
      component="form"
      gap="xs"
      align="flex-end"
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) saving.mutate(number);
      }}
    >
      <NumberInput
        label={say('rules.budget')}
        min={1}
        max={200}
        allowDecimal={false}
        hideControls
        w={270}
        value={draft}
        onChange={setDraft}
      />
      <Button
        type="submit"
        variant="default"
        disabled={!isValid || number === perDay}
        loading={saving.isPending}
      >
        {say('rules.budget.save')}
      </Button>
      {saving.isError && (
        <Text c="error" size="sm" role="alert">
          {saving.error.message}
        </Text>
      )}
      {saving.isSuccess && (
        <Text size="sm" role="status">
          {say('settings.saved')}
        </Text>
      )}
    </Group>
  );
};
