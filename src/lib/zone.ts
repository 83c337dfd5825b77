/**
 * Arithmetic of IANA time zones on plain numbers. An instant is epoch milliseconds; a local wall-clock time is
 * the epoch milliseconds the same reading would have in UTC. Intl knows the offsets but is slow, so the offsets
 * of about a year at a time are sampled once and kept.
 */

/** [from, until) in instants, with one offset (ms east of UTC) throughout. */
export interface OffsetSpan {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

interface Zone {
  format: Intl.DateTimeFormat;
  /** Spans by number of the stretch of time they were sampled from, ascending in each. */
  stretches: Map<number, readonly OffsetSpan[]>;
  last: OffsetSpan;
}

const DAY = 86_400_000;
const STRETCH = 400 * DAY;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;
const NO_SPAN: OffsetSpan = { from: 0, until: 0, offset: 0 };

const zones = new Map<string, Zone>();

/** Whether the text names a time zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** A stretch of one offset around an instant; it may end before the offset really changes. */
export function offsetSpanAt(timeZone: string, instant: number): OffsetSpan {
  return spanAt(zoneOf(timeZone), instant);
}

/** Wall-clock time in the zone at an instant. Throws RangeError for an unknown zone. */
export function localOfInstant(timeZone: string, instant: number): number {
  return instant + spanAt(zoneOf(timeZone), instant).offset;
}

/**
 * The instant of a wall-clock time (definitions.md 10, time and rows): one that occurs twice means the first, one
 * that does not exist is read with the offset valid before the switch. Throws RangeError for an unknown zone.
 */
export function instantOfLocal(timeZone: string, local: number): number {
  const zone = zoneOf(timeZone);
  const { from, until, offset } = zone.last;
  const guess = local - offset;
  // No switch within two days on either side: no other reading is possible.
  if (guess - 2 * DAY >= from && guess + 2 * DAY < until) return guess;

  const before = local - spanAt(zone, local - DAY).offset;
  const after = local - spanAt(zone, local + DAY).offset;
  if (before === after) return before;
  const beforeHolds = before + spanAt(zone, before).offset === local;
  const afterHolds = after + spanAt(zone, after).offset === local;
  if (beforeHolds && afterHolds) return Math.min(before, after);
  return afterHolds ? after : before;
}

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    zone = { format, stretches: new Map(), last: NO_SPAN };
    zones.set(name, zone);
  }
  return zone;
}

function spanAt(zone: Zone, instant: number): OffsetSpan {
  if (instant >= zone.last.from && instant < zone.last.until) return zone.last;
  const number = Math.floor(instant / STRETCH);
  let spans = zone.stretches.get(number);
  if (spans === undefined) {
    spans = sampleStretch(zone.format, number * STRETCH);
    zone.stretches.set(number, spans);
  }
  for (const span of spans) {
    if (instant < span.until) {
      zone.last = span;
      return span;
    }
  }
  throw new RangeError(`No instant: ${instant}`);
}

function sampleStretch(format: Intl.DateTimeFormat, start: number): readonly OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let open: OffsetSpan = { from: start, until: start + STRETCH, offset: offsetAt(format, start) };
  for (let at = start + DAY; at <= start + STRETCH; at += DAY) {
    const offset = offsetAt(format, at);
    if (offset === open.offset) continue;
    const switched = findSwitch(format, at - DAY, at, open.offset);
    spans.push({ ...open, until: switched });
    open = { from: switched, until: start + STRETCH, offset };
  }
  spans.push(open);
  return spans;
}

/** The first second after `low` whose offset is no longer `offset`; at `high` it is not. */
function findSwitch(
  format: Intl.DateTimeFormat,
  low: number,
  high: number,
  offset: number,
): number {
  let [same, other] = [low, high];
  while (other - same > 1000) {
    const middle = same + Math.floor((other - same) / 2000) * 1000;
    if (offsetAt(format, middle) === offset) same = middle;
    else other = middle;
  }
  return other;
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const match = OFFSET.exec(format.format(instant));
  if (match === null) throw new RangeError('This runtime does not print offsets of time zones.');
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offset : offset;
}
