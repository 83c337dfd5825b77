import { DAYS, type Size } from '../sizes.ts';
import type { AccountBook } from './accounts.ts';
import { type CsvFile, createCsvFile } from './csv-file.ts';
import { dayOf, END_SECOND, instantText } from './instant.ts';
import { createRandom, type Random } from './random.ts';

/** survey_responses.csv, open for the answers that come with tickets and those of campaigns. */
export const createSurveyFile = (folder: string): CsvFile =>
  createCsvFile(
    folder,
    'survey_responses.csv',
    'response_id,account_id,kind,sent_at,responded_at,score,scale_max,contact_id,ticket_id'.split(
      ',',
    ),
    { reference: 1, time: 3, number: 6 },
  );

/** time_entries.csv, open for entries on tickets and those without one. */
export const createTimeEntryFile = (folder: string): CsvFile =>
  createCsvFile(
    folder,
    'time_entries.csv',
    ['entry_id', 'account_id', 'at', 'minutes', 'ticket_id', 'hourly_cost', 'currency', 'kind'],
    { reference: 1, time: 2, number: 3, outsideKey: 7 },
  );

const npsScore = (random: Random): number => {
  const draw = random.next();
  if (draw < 0.5) return 9 + random.below(2);
  return draw < 0.75 ? 7 + random.below(2) : random.below(7);
};

/** Writes NPS and CES campaigns: some contacts answer several times, some rows name no contact. */
export function writeCampaigns(file: CsvFile, book: AccountBook, size: Size): void {
  const random = createRandom(51);
  const sentSurveys = Math.round(size.surveys * 0.4);
  for (let number = 1; number <= sentSurveys; number += 1) {
    const sent = Math.floor(((number - 1) / sentSurveys) * END_SECOND);
    const account = book.pick(random, Math.min(DAYS - 1, dayOf(sent)));
    const nps = random.chance(0.75);
    const contact = random.chance(0.05)
      ? ''
      : `${account.id}-c${1 + random.below(account.contacts)}`;
    const answered = sent + 60 + Math.round(random.spread(2 * 86_400, 1));
    const known = answered < END_SECOND && random.chance(0.55);
    const score = nps ? npsScore(random) : 1 + random.below(7);
    const answer = known ? `${instantText(answered)},${score},${nps ? 10 : 7}` : ',,';
    file.write(
      `srv-${number},${account.id},${nps ? 'nps' : 'ces'},${instantText(sent)},${answer},${contact},`,
    );
  }
}

/** Writes work that belongs to no ticket: projects, trainings, calls. */
export function writeProjects(file: CsvFile, book: AccountBook, size: Size): void {
  const random = createRandom(52);
  const entries = Math.round(size.timeEntries * 0.3);
  for (let number = 1; number <= entries; number += 1) {
    const second = Math.floor(((number - 1) / entries) * END_SECOND);
    const account = book.pick(random, Math.min(DAYS - 1, dayOf(second)));
    const cost = random.chance(0.3) ? '110,EUR' : ',';
    file.write(
      `te-p${number},${account.id},${instantText(second)},${15 + random.below(240)},,${cost},project`,
    );
  }
}
