import { type Kysely, sql } from 'kysely';

/**
 * Answers to csat and ces with what they say whatever their scale: a scale to 1 or to more than 10 begins at 0, another
 * at 1 (definitions.md 10, feedback, nps, ces). One place for rollups, the rows behind a figure and the ticket export.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create view fact.scaled_answer as
    select account_id, source_id, external_id, ticket_external_id, kind, responded_at, score, highest, comment,
      -- Multiplied, not divided: three quarters of a scale have to be exact.
      score - lowest >= 0.75 * (highest - lowest) as satisfied,
      1 + 6 * (score - lowest) / (highest - lowest) as ease
    from fact.survey_response
    cross join lateral (
      select coalesce(scale_max, case kind when 'csat' then 5 else 7 end) as highest,
        case when scale_max = 1 or scale_max > 10 then 0 else 1 end as lowest
    ) scale
    where kind in ('csat', 'ces') and responded_at is not null and score is not null`.execute(db);
}
