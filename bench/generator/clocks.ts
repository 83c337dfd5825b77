import type { CsvFile } from './csv-file.ts';
import { END_SECOND, instantText } from './instant.ts';
import type { Random } from './random.ts';
import type { TicketStory } from './tickets.ts';

const MINUTE = 60;
const PROMISED = {
  first_reply: [60, 240, 480],
  resolution: [1440, 2880, 7200],
} as const;

/** Calendar clocks, clocks of business hours (elapsed and breach given), verdicts without a target, replaced ones. */
export function writeClock(
  file: CsvFile,
  story: TicketStory,
  metric: keyof typeof PROMISED,
  random: Random,
): void {
  const started = story.opened;
  const stopped = metric === 'first_reply' ? story.firstReply : story.lastSolve;
  const promised = PROMISED[metric][random.below(3)] ?? 60;
  const draw = random.next();
  const start = `${story.id},${metric},${instantText(started)},${stopped === null ? '' : instantText(stopped)}`;
  const targets = `${promised},${Math.round(promised * 0.75)}`;
  if (draw < 0.65) file.write(`${start},,${targets},,,`);
  else if (draw < 0.95) writeBusinessClock(file, start, started, stopped, promised, random);
  else if (draw < 0.98) file.write(`${start},,,,${stopped === null ? '' : random.chance(0.9)},,`);
  else if (draw < 0.99) file.write(`${start},,,,,,`);
  else {
    const replaced = started + 600 + random.below(20 * 86_400);
    const until = replaced < END_SECOND ? instantText(replaced) : '';
    file.write(`${start},,${targets},,,${until}`);
  }
}

/** A clock of business hours runs at about two fifths of the calendar; its breach comes before its stop. */
function writeBusinessClock(
  file: CsvFile,
  start: string,
  started: number,
  stopped: number | null,
  promised: number,
  random: Random,
): void {
  const end = stopped ?? END_SECOND;
  const elapsed = ((end - started) / MINUTE) * 0.4;
  const breach = Math.min(end - 1, started + Math.round(promised * 2.2 * MINUTE));
  const breached = elapsed > promised ? instantText(Math.max(started, breach)) : '';
  const shown = stopped === null ? '' : elapsed.toFixed(2);
  const internal = random.chance(0.5) ? String(Math.round(promised * 0.75)) : '';
  file.write(`${start},${shown},${promised},${internal},,${breached},`);
}
