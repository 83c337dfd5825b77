import { isTimeZone } from '../lib/zone.ts';
import { type Check, defineFact, optional, required } from './fact.ts';

const endsAfterStart: Check<'start_minute' | 'end_minute'> = (value) =>
  Number(value('end_minute')) > Number(value('start_minute'))
    ? null
    : { column: 'end_minute', reason: 'bad_range' };

const inKnownZone: Check<'time_zone'> = (value) =>
  isTimeZone(value('time_zone') ?? '') ? null : { column: 'time_zone', reason: 'bad_enum' };

/** A stretch of business hours in minutes of the local week, end exclusive; comes from sources that know calendars. */
export const calendarHours = defineFact({
  file: 'calendar_hours',
  table: 'fact.calendar_hours',
  columns: {
    calendar_id: required('text'),
    start_minute: required('integer', { min: 0, max: 10080 }),
    end_minute: required('integer', { min: 0, max: 10080 }),
    name: optional('text'),
    time_zone: required('text'),
    is_default: optional('boolean'),
  },
  key: ['calendar_id', 'start_minute'],
  interchange: false,
  checks: [inKnownZone, endsAfterStart],
});
