import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { shiftDay } from '../../lib/format/format.ts';
import { useStatus } from '../app/status.tsx';
import { Dropdown } from '../components/dropdown.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { Span } from './change-queries.ts';

const Calendar = lazy(() => import('../app/as-of-calendar.tsx'));

/** Days before the later day that are offered as one click. */
const spans = [7, 30, 90, 365];

interface PickerProps {
  label: string;
  title: string;
  day: string;
  first: string | null;
  last: string;
  /** Other days that are often wanted. */
  offers: readonly { label: string; day: string }[];
  onChoose: (day: string) => void;
}

/** A button that shows a day and opens a calendar to choose another. */
export const DayPicker = ({ label, title, day, first, last, offers, onChoose }: PickerProps) => {
  const formats = useFormats();
  return (
    <Dropdown
      label={title}
      place="below"
      button={({ opened, toggle }) => (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCalendar size={14} aria-hidden />}
          onClick={toggle}
          aria-expanded={opened}
          aria-label={label}
        >
          {formats.day(day)}
        </Button>
      )}
    >
      {(close) => {
        const chooseAndClose = (next: string | undefined) => {
          close();
          if (next !== undefined) onChoose(next);
        };
        return (
          <Stack gap="xs">
            <Suspense fallback={<Skeleton h={260} w={252} />}>
              <Calendar day={day} first={first} last={last} onChoose={chooseAndClose} />
            </Suspense>
            {offers.map((offer) => (
              <Button
                key={offer.day}
                size="compact-sm"
                variant="subtle"
                onClick={() => chooseAndClose(offer.day)}
              >
                {offer.label}
              </Button>
            ))}
          </Stack>
        );
      }}
    </Dropdown>
  );
};

interface Props extends Span {
  onFrom: (day: string) => void;
  onTo: (day: string) => void;
}

/** The two days that are compared. */
export const ChangeRange = ({ from, to, onFrom, onTo }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { today, first_fact_on } = useStatus();
  return (
    <Group gap={6}>
      <span>{say('change.from')}</span>
      <DayPicker
        label={say('change.from.label', { day: formats.day(from) })}
        title={say('change.from.choose')}
        day={from}
        first={first_fact_on}
        last={to}
        offers={spans.map((days) => ({
          label: say('change.from.before', { n: days }),
          day: shiftDay(to, -days),
        }))}
        onChoose={onFrom}
      />
      <span>{say('change.to')}</span>
      <DayPicker
        label={say('change.to.label', { day: formats.day(to) })}
        title={say('change.to.choose')}
        day={to}
        first={from}
        last={today}
        offers={[{ label: say('as_of.today_is', { day: formats.day(today) }), day: today }]}
        onChoose={onTo}
      />
    </Group>
  );
};
