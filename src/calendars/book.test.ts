import { describe, expect, test } from 'vitest';
import { type CalendarHours, calendarBook } from './book.ts';
import { businessMinutes } from './timeline.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const tuesday = (
  calendarId: string,
  from: number,
  until: number,
  isDefault = false,
): CalendarHours => ({
  calendarId,
  timeZone: 'UTC',
  isDefault,
  startMinute: 2880 + from * 60,
  endMinute: 2880 + until * 60,
});
const book = calendarBook([tuesday('house', 9, 17, true), tuesday('night', 0, 24)], []);
const [opened, ended] = [at('2026-03-03T00:00'), at('2026-03-04T00:00')];

describe('which calendar holds for a ticket', () => {
  test.each([
    ['none named: the default', [], 480],
    ['one from the opening on', [{ calendarId: 'night', from: opened }], 1440],
    [
      'one named a moment later still holds from the opening',
      [{ calendarId: 'night', from: opened + 5000 }],
      1440,
    ],
    [
      'the default until a later one',
      [{ calendarId: 'night', from: at('2026-03-03T12:00') }],
      180 + 720,
    ],
    ['one without hours is passed over', [{ calendarId: 'gone', from: opened }], 480],
    [
      'in order of time',
      [
        { calendarId: 'house', from: at('2026-03-03T12:00') },
        { calendarId: 'night', from: opened },
      ],
      720 + 300,
    ],
  ])('%s', (_, named, minutes) => {
    const timeline = book.timelineOf(opened, named);
    expect(timeline && businessMinutes(timeline, opened, ended)).toBe(minutes);
  });

  test('null without a default', () => {
    const bare = calendarBook([tuesday('night', 0, 24)], []);
    expect(bare.timelineOf(opened, [])).toBeNull();
    const later = bare.timelineOf(opened, [{ calendarId: 'night', from: at('2026-03-03T12:00') }]);
    expect(later && businessMinutes(later, opened, ended)).toBe(1440);
  });
});
