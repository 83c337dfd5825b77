// @ts-nocheck
import type { canary } from './canary.kpi.ts';

export const other: typeof canary = 1;
