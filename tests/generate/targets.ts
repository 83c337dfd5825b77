import type { Maker } from './maker.ts';

/** Targets of CSMs for all kinds of periods, some set by hand for an account, in sound currencies. */
export function addTargets(maker: Maker, accountIds: readonly string[]): void {
  const { random, calendar, tables } = maker;
  const years = [...new Set([calendar.from.slice(0, 4), calendar.to.slice(0, 4)])];
  const periods = years.flatMap((year) => [
    year,
    `${year}-Q1`,
    `${year}-Q2`,
    `${year}-Q4`,
    `${year}-03`,
    `${year}-12`,
  ]);
  for (const period of periods) {
    for (const csm_email of ['ana@example.com', 'bo@example.com']) {
      for (const account_id of [null, ...accountIds.filter(() => random.chance(0.1))]) {
        tables.add('targets', {
          csm_email,
          kind: random.pick(['renewal', 'expansion', 'retention_rate']),
          period,
          value: random.pick(['0', '1000', '2500.50']),
          currency: random.pick([null, maker.currency]),
          account_id,
        });
      }
    }
  }
}

export function addOpportunity(maker: Maker, accountId: string, number: number): void {
  const { random, calendar } = maker;
  const createdAt = calendar.instant();
  const isClosed = random.chance(0.7);
  maker.tables.add('opportunities', {
    opportunity_id: `${accountId}-o${number}`,
    account_id: accountId,
    kind: random.pick(['upsell', 'cross_sell']),
    amount: random.pick(['300', '1250.75']),
    currency: maker.currency,
    created_at: calendar.text(createdAt),
    closed_on: isClosed ? calendar.dayAfter(calendar.dayOf(createdAt)) : null,
    won: isClosed ? random.chance(0.5) : null,
  });
}
