import { defineFact, ofAccount, optional, required } from './fact.ts';

/** A step of onboarding (definitions.md 3, milestones.csv). */
export const milestone = defineFact({
  file: 'milestones',
  table: 'fact.milestone',
  columns: {
    account_id: required('text'),
    milestone: required('text'),
    due_on: required('date'),
    done_on: optional('date'),
  },
  key: ['account_id', 'milestone'],
  references: [ofAccount],
});
