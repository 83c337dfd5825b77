import { z } from 'zod';
import { accountOf } from './account-of.ts';
import { asOf } from './as-of.ts';
import { type TimelineItem, TimelineKind } from './contract/timeline.ts';
import { badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';
import { type TimelinePlace, type TimelineRow, timelineQuery } from './timeline-query.ts';

export const registerTimeline: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.timeline', async ({ params, query }) => {
    const when = await asOf(context, query.as_of);
    const kinds = query.kinds === undefined ? TimelineKind.options : kindsOf(query.kinds);
    const after = query.cursor === undefined ? null : placeOf(query.cursor);
    const { id } = await accountOf(context.db, params.account, query.source);
    const { rows } = await timelineQuery({
      ...when,
      accountId: id,
      kinds,
      after,
      limit: query.limit + 1,
    }).execute(context.db);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => itemOf(row, when.company.currency)),
      next: rows.length > page.length && last !== undefined ? cursorAt(last) : null,
    };
  });
};

function kindsOf(text: string): TimelineKind[] {
  const parsed = z.array(TimelineKind).safeParse(text.split(','));
  if (!parsed.success)
    throw badField('kinds', `must be of ${TimelineKind.options.join(', ')}, separated by commas`);
  return [...new Set(parsed.data)];
}

const Place = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
  TimelineKind,
  z.string(),
  z.string(),
]);

const cursorAt = ({ sort_at, kind, record_id, detail }: TimelineRow): string =>
  Buffer.from(JSON.stringify([sort_at, kind, record_id, detail ?? ''])).toString('base64url');

function placeOf(cursor: string): TimelinePlace {
  const parsed = Place.safeParse(jsonIn(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw badField('cursor', 'is not one that Hale has given');
  const [sort_at, kind, record_id, detail] = parsed.data;
  if (`${record_id}${detail}`.includes('\0'))
    throw badField('cursor', 'is not one that Hale has given');
  return { sort_at, kind, record_id, detail };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const itemOf = (row: TimelineRow, currency: string): TimelineItem => ({
  kind: row.kind,
  at: row.at,
  record_id: row.record_id,
  text: row.text,
  detail: row.detail,
  value: row.value,
  value_max: row.value === null ? null : row.value_max,
  amount: row.amount === null ? null : { amount: row.amount, currency: row.currency ?? currency },
});
