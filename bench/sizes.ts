/** How many rows of each kind the bench's company has. Messages, events and survey answers are near these figures. */
export interface Size {
  name: 'small' | 'full';
  accounts: number;
  tickets: number;
  slaClocks: number;
  usageEvents: number;
  surveys: number;
  invoices: number;
  subscriptions: number;
  timeEntries: number;
  costs: number;
  ratings: number;
  contacts: number;
}

const FULL: Size = {
  name: 'full',
  accounts: 10_000,
  tickets: 1_000_000,
  slaClocks: 600_000,
  usageEvents: 5_000_000,
  surveys: 200_000,
  invoices: 300_000,
  subscriptions: 20_000,
  timeEntries: 100_000,
  costs: 20_000,
  ratings: 40_000,
  contacts: 30_000,
};

const hundredth = (size: Size): Size => ({
  name: 'small',
  accounts: size.accounts / 100,
  tickets: size.tickets / 100,
  slaClocks: size.slaClocks / 100,
  usageEvents: size.usageEvents / 100,
  surveys: size.surveys / 100,
  invoices: size.invoices / 100,
  subscriptions: size.subscriptions / 100,
  timeEntries: size.timeEntries / 100,
  costs: size.costs / 100,
  ratings: size.ratings / 100,
  contacts: size.contacts / 100,
});

export const sizes = { full: FULL, small: hundredth(FULL) } as const;

/** First day of the bench's two years, and the day every figure is taken as of (the last one). */
export const FIRST_DAY = '2024-07-01';
export const AS_OF = '2026-06-30';
export const DAYS = 730;

/** The bench's company: Coordinated Universal Time, so that DuckDB needs no zone arithmetic. */
export const COMPANY = { time_zone: 'UTC', currency: 'EUR' } as const;
