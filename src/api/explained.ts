import { type Explained, explain } from '../health/explain.ts';
import type { StoredReadings } from '../health/reading-rows.ts';
import { type ParentHealth, parentHealthsFrom } from '../health/rolled-up.ts';
import { scorerOf } from '../health/scorer.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { accountOf, type FoundAccount } from './account-of.ts';
import { type AccountQuery, type AsOf, asOf } from './as-of.ts';
import type { ApiContext } from './route.ts';

export interface ExplainedAccount extends AsOf {
  account: FoundAccount;
  explained: Explained;
  /** Its readings up to the day, as they are stored. */
  rows: readonly StoredReadings[];
  /** Of the settings that it is explained by; 0: as shipped. */
  settingsVersion: number;
  /** What a parent account shows in place of its own health; null where it stands on its own. */
  parentHealth: ParentHealth | null;
}

/** The account of a path, the day asked for, and its health on that day with its explanation. Throws ApiProblem. */
export async function explainedAccount(
  context: ApiContext,
  account: string,
  query: AccountQuery,
): Promise<ExplainedAccount> {
  const when = await asOf(context, query.as_of);
  const { company, day } = when;
  const found = await accountOf(context.db, account, query.source);
  const historyOf = readingHistory(context.db, company);
  const history = await historyOf([found.id], day);
  const scorer = await scorerOf(context.db, [found.id]);
  const rows = history.get(found.id) ?? [];
  const explained = explain(rows, { accountId: found.id, day, scorer });
  const { version } = scorer;
  const parents = await parentHealthsFrom(context.db, historyOf, { day, version });
  return {
    ...when,
    account: found,
    explained,
    rows,
    settingsVersion: version.id,
    parentHealth: parents.get(found.id) ?? null,
  };
}
