import type { Company } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import {
  type ColumnsRequest,
  columnsFrom,
  type ReadingColumns,
  readingColumns,
} from '../health/reading-columns.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { readingState } from '../jobs/reading-state.ts';

/** Readings that hold on each day, the last of which may be one to come. */
export async function columnsOn(
  db: Db,
  company: Company,
  request: Required<ColumnsRequest>,
): Promise<ReadingColumns> {
  const { currentDay } = await readingState(db);
  const last = request.days.at(-1);
  if (last === undefined || (currentDay !== null && last <= currentDay)) {
    return readingColumns(db, request);
  }
  return columnsFrom(await readingHistory(db, company)(request.accountIds, last), request);
}
