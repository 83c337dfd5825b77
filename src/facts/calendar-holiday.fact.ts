import { defineFact, inOrder, optional, required } from './fact.ts';

/** Whole local days without business hours, both ends inclusive; comes from sources that know calendars. */
export const calendarHoliday = defineFact({
  file: 'calendar_holidays',
  table: 'fact.calendar_holiday',
  columns: {
    holiday_id: required('text'),
    calendar_id: required('text'),
    starts_on: required('date'),
    ends_on: required('date'),
    name: optional('text'),
  },
  key: ['holiday_id'],
  interchange: false,
  checks: [inOrder('starts_on', 'ends_on')],
});
