const DECIMALS = 1e9;

/** The value as it is compared with an edge: rounded to 9 decimals (definitions.md 10, Time and rows). */
export const atEdge = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;

/** True where the value lies on or above the edge, both taken to 9 decimals. */
export const reaches = (value: number, edge: number): boolean => atEdge(value) >= atEdge(edge);
