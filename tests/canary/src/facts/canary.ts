// @ts-nocheck
export const health = () => import('../health/index.ts');
