import { Button, Skeleton, Stack } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Dropdown } from '../components/dropdown.tsx';
import { useFormats, useText } from '../text/text.ts';
import { useAsOf } from './as-of-day.ts';
import { useStatus } from './status.tsx';

// Loaded when somebody opens it: the calendar weighs as much as the rest of the frame.
const AsOfCalendar = lazy(() => import('./as-of-calendar.tsx'));

/** Chooses the day that all figures are read on; kept in the address. */
export const AsOfPicker = () => {
  const say = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  const { today, first_fact_on, newest_fact_on } = useStatus();
  const { chosen, day } = useAsOf();
  const choose = (next: string | undefined) => {
    void navigate({
      to: '.',
      search: (search) => ({ ...search, as_of: next === today ? undefined : next }),
    });
  };
  return (
    <Dropdown
      label={say('as_of.choose')}
      place="below"
      button={({ opened, toggle }) => (
        <Button
          variant={chosen ? 'light' : 'default'}
          size="compact-md"
          px="xs"
          fw={500}
          leftSection={<IconCalendar size={16} aria-hidden />}
          onClick={toggle}
          aria-expanded={opened}
          aria-label={say('as_of.label', { day: formats.day(day) })}
        >
          {chosen ? formats.day(day) : say('as_of.today')}
        </Button>
      )}
    >
      {(close) => {
        const chooseAndClose = (next: string | undefined) => {
          close();
          choose(next);
        };
        return (
          <Stack gap="xs">
            <Suspense fallback={<Skeleton h={260} w={252} />}>
              <AsOfCalendar
                day={day}
                first={first_fact_on}
                last={today}
                onChoose={chooseAndClose}
              />
            </Suspense>
            <Button size="compact-sm" variant="subtle" onClick={() => chooseAndClose(undefined)}>
              {say('as_of.today_is', { day: formats.day(today) })}
            </Button>
            {newest_fact_on !== null && newest_fact_on < today && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => chooseAndClose(newest_fact_on)}
              >
                {say('as_of.newest', { day: formats.day(newest_fact_on) })}
              </Button>
            )}
          </Stack>
        );
      }}
    </Dropdown>
  );
};
