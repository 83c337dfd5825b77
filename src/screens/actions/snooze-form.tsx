import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { shiftDay } from '../../lib/format/format.ts';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  today: string;
  onSnooze: (until: string) => void;
}

/** Days from today, with the message that names them. */
const choices = [
  [1, 'actions.snooze.tomorrow'],
  [7, 'actions.snooze.week'],
  [30, 'actions.snooze.month'],
] as const;
const MOST_DAYS = 90;

/** Until which day a suggestion rests. */
export const SnoozeForm = ({ today, onSnooze }: Props) => {
  const say = useText();
  const formats = useFormats();
  const [until, setUntil] = useState(shiftDay(today, 14));
  return (
    <Stack gap="xs">
      {choices.map(([days, message]) => {
        const day = shiftDay(today, days);
        return (
          <Button key={days} size="compact-md" variant="default" onClick={() => onSnooze(day)}>
            {say(message, { day: formats.day(day) })}
          </Button>
        );
      })}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSnooze(until);
        }}
      >
        <Stack gap="xs">
          <TextInput
            type="date"
            label={say('actions.snooze.day')}
            value={until}
            min={shiftDay(today, 1)}
            max={shiftDay(today, MOST_DAYS)}
            required
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-md">
            {say('actions.snooze.save')}
          </Button>
        </Stack>
      </form>
    </Stack>
  );
};
