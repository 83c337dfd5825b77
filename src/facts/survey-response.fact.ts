import { type Check, defineFact, ofAccount, optional, required, requiredOneOf } from './fact.ts';

type Name = 'kind' | 'responded_at' | 'score' | 'scale_max';

/** The highest answer where the row does not say it (definitions.md 10, feedback, nps, ces). */
const usualScaleMax: Readonly<Record<string, number>> = { nps: 10, csat: 5, ces: 7 };

/** NPS is always asked from 0 to 10. */
const npsScale: Check<Name> = (value) => {
  const scaleMax = value('scale_max');
  return value('kind') === 'nps' && scaleMax !== null && Number(scaleMax) !== 10
    ? { column: 'scale_max', reason: 'out_of_range' }
    : null;
};

const scoreIsDated: Check<Name> = (value) =>
  value('score') !== null && value('responded_at') === null
    ? { column: 'responded_at', reason: 'missing_value' }
    : null;

const scoreIsOnScale: Check<Name> = (value) => {
  const score = value('score');
  if (score === null) return null;
  const scaleMax = Number(value('scale_max') ?? usualScaleMax[value('kind') ?? '']);
  return Number(score) < 0 || Number(score) > scaleMax
    ? { column: 'score', reason: 'out_of_range' }
    : null;
};

/** A survey sent, and its answer if one came (definitions.md 3, survey_responses.csv). */
export const surveyResponse = defineFact({
  file: 'survey_responses',
  table: 'fact.survey_response',
  columns: {
    response_id: required('text'),
    account_id: required('text'),
    kind: requiredOneOf('nps', 'csat', 'ces'),
    sent_at: required('instant'),
    responded_at: optional('instant'),
    score: optional('decimal'),
    scale_max: optional('decimal', { above: 0 }),
    comment: optional('text'),
    contact_id: optional('text'),
    ticket_id: optional('text'),
  },
  key: ['response_id'],
  references: [
    ofAccount,
    { column: 'contact_id', to: 'contacts', mustExist: false },
    { column: 'ticket_id', to: 'tickets', mustExist: false },
  ],
  checks: [npsScale, scoreIsDated, scoreIsOnScale],
});
