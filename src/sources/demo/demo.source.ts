import { addDays, type Day } from '../../lib/day.ts';
import { inBatches } from '../batch.ts';
import type { FactBatch, Source } from '../source.ts';
import { companies } from './companies.ts';
import { customerOf } from './customer.ts';
import { epochDay } from './moment.ts';
import { tellAccount } from './tell-account.ts';
import { tellContract } from './tell-contract.ts';
import { tellMoney } from './tell-money.ts';
import { tellRelationship } from './tell-relationship.ts';
import { tellSupport } from './tell-support.ts';
import { tellTargets } from './tell-targets.ts';
import { tellUsage } from './tell-usage.ts';
import { cellsOf, columnsTold, type Told, type ToldFact } from './told.ts';

/**
 * Sixty invented customers over the 18 months before `today`, the same for the same day; every time is wall clock of the
 * company's zone and lies before today. Reads nothing from outside: the input's path is not used.
 */
export const demoSource = ({ today }: { today: Day }): Source => ({
  id: 'demo',
  async *read(): AsyncGenerator<FactBatch> {
    const rows = new Map<ToldFact, string[][]>();
    for (const told of tellAll(today)) {
      const known = rows.get(told.fact);
      if (known === undefined) rows.set(told.fact, [cellsOf(told)]);
      else known.push(cellsOf(told));
    }
    for (const [fact, cells] of rows) {
      const placed = cells.map((row, index) => ({
        record: index + 1,
        line: index + 2,
        cells: row,
      }));
      yield* inBatches({ fact, file: fact, columns: columnsTold[fact] }, placed);
    }
  },
});

function* tellAll(today: Day): Generator<Told> {
  yield* tellRates(today);
  yield* tellTargets(today);
  for (const company of companies) {
    const customer = customerOf(company, epochDay(today));
    yield* tellAccount(customer);
    yield* tellContract(customer);
    yield* tellMoney(customer);
    yield* tellSupport(customer);
    yield* tellUsage(customer);
    yield* tellRelationship(customer);
  }
}

/** Euro per unit; without a date a rate holds since ever. */
const rates = [
  { currency: 'CHF', rate: 1.04, daysAgo: undefined },
  { currency: 'CHF', rate: 1.07, daysAgo: 200 },
  { currency: 'USD', rate: 0.93, daysAgo: undefined },
  { currency: 'USD', rate: 0.9, daysAgo: 150 },
] as const;

function* tellRates(today: Day): Generator<Told> {
  for (const { currency, rate, daysAgo } of rates) {
    const from_on = daysAgo === undefined ? undefined : addDays(today, -daysAgo);
    yield { fact: 'fx_rates', row: { currency, rate, from_on } };
  }
}
