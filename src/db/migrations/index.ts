import type { Kysely } from 'kysely';
import * as app from './0001-app.ts';
import * as accounts from './0002-accounts.ts';
import * as facts from './0003-facts.ts';
import * as rollups from './0004-rollups.ts';
import * as readings from './0005-readings.ts';
import * as listsAndJobs from './0006-lists-and-jobs.ts';
import * as sparklines from './0007-sparklines.ts';
import * as supportKpis from './0008-support-kpis.ts';
import * as relationKpis from './0009-relation-kpis.ts';
import * as versions from './0010-versions.ts';
import * as incremental from './0011-incremental.ts';
import * as attributesAndOverrides from './0012-attributes-and-overrides.ts';
import * as actions from './0013-actions.ts';
import * as shown from './0014-shown.ts';
import * as proof from './0015-proof.ts';
import * as parents from './0016-parents.ts';
import * as backtests from './0017-backtests.ts';
import * as judgedRows from './0018-judged-rows.ts';
import * as discardedRows from './0019-discarded-rows.ts';
import * as rewrittenInPlace from './0020-rewritten-in-place.ts';
import * as waitingRows from './0021-waiting-rows.ts';
import * as knownCustomerReplies from './0022-known-customer-replies.ts';
import * as summarizedUsage from './0023-summarized-usage.ts';
import * as proofReadings from './0024-proof-readings.ts';
import * as actionDecisions from './0025-action-decisions.ts';
import * as businessMinutes from './0026-business-minutes.ts';
import * as addedUsage from './0027-added-usage.ts';
import * as answersOnTheirScale from './0028-answers-on-their-scale.ts';
import * as draftRevisions from './0029-draft-revisions.ts';
import * as keptPlaces from './0030-kept-places.ts';
import * as withdrawnTickets from './0031-withdrawn-tickets.ts';
import * as rowStatistics from './0032-row-statistics.ts';
import * as snoozedActions from './0033-snoozed-actions.ts';
import * as scoredPast from './0034-scored-past.ts';

export interface Migration {
  name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** In the order they run; a released migration never changes. */
export const migrations: readonly Migration[] = [
  { name: '0001-app', up: app.up },
  { name: '0002-accounts', up: accounts.up },
  { name: '0003-facts', up: facts.up },
  { name: '0004-rollups', up: rollups.up },
  { name: '0005-readings', up: readings.up },
  { name: '0006-lists-and-jobs', up: listsAndJobs.up },
  { name: '0007-sparklines', up: sparklines.up },
  { name: '0008-support-kpis', up: supportKpis.up },
  { name: '0009-relation-kpis', up: relationKpis.up },
  { name: '0010-versions', up: versions.up },
  { name: '0011-incremental', up: incremental.up },
  { name: '0012-attributes-and-overrides', up: attributesAndOverrides.up },
  { name: '0013-actions', up: actions.up },
  { name: '0014-shown', up: shown.up },
  { name: '0015-proof', up: proof.up },
  { name: '0016-parents', up: parents.up },
  { name: '0017-backtests', up: backtests.up },
  { name: '0018-judged-rows', up: judgedRows.up },
  { name: '0019-discarded-rows', up: discardedRows.up },
  { name: '0020-rewritten-in-place', up: rewrittenInPlace.up },
  { name: '0021-waiting-rows', up: waitingRows.up },
  { name: '0022-known-customer-replies', up: knownCustomerReplies.up },
  { name: '0023-summarized-usage', up: summarizedUsage.up },
  { name: '0024-proof-readings', up: proofReadings.up },
  { name: '0025-action-decisions', up: actionDecisions.up },
  { name: '0026-business-minutes', up: businessMinutes.up },
  { name: '0027-added-usage', up: addedUsage.up },
  { name: '0028-answers-on-their-scale', up: answersOnTheirScale.up },
  { name: '0029-draft-revisions', up: draftRevisions.up },
  { name: '0030-kept-places', up: keptPlaces.up },
  { name: '0031-withdrawn-tickets', up: withdrawnTickets.up },
  { name: '0032-row-statistics', up: rowStatistics.up },
  { name: '0033-snoozed-actions', up: snoozedActions.up },
  { name: '0034-scored-past', up: scoredPast.up },
];
