import type * as contract from '../../api/contract/account.ts';

export type Band = contract.Band;
export type AccountSort = contract.AccountSort;

/** Best first. */
export const Band = [
  'healthy',
  'attention',
  'at_risk',
  'unknown',
] as const satisfies readonly Band[];

export const AccountSort = [
  'name',
  'health',
  'delta_30_days',
  'mrr',
  'next_renewal',
  'csm',
  'segment',
  'coverage',
] as const satisfies readonly AccountSort[];
