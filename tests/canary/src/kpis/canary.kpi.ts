// @ts-nocheck
import { other } from './other.kpi.ts';

export const canary = other;
