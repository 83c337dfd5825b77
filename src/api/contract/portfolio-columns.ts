import type { Portfolio } from '../../scoring/portfolio-model.ts';
import type { RuleValue } from '../../scoring/rule.ts';
import { columnOfCustomField } from '../../scoring/rule-fields.ts';
import type { PortfolioReadings } from './portfolio.ts';

/** What the API says of a portfolio, as scoring takes it; free of zod, so that the browser can have it. */
export function portfolioOf(portfolio: PortfolioReadings): Portfolio {
  const { accounts, groups, places, readings } = portfolio;
  const placeOfId = new Map(accounts.id.map((id, place) => [id, place]));
  const columns = new Map(
    places.map(({ place }, index) => [
      place,
      Float64Array.from(readings[index] ?? [], (value) => value ?? Number.NaN),
    ]),
  );
  return {
    readings: { accounts: accounts.id.length, column: (place) => columns.get(place) },
    attribute: (account, field) => attributeOf(accounts, account, field),
    groups: groups.flatMap(({ id, parent_id, arr }) => {
      const place = placeOfId.get(id);
      const parent = parent_id === null ? undefined : placeOfId.get(parent_id);
      return place === undefined ? [] : [{ id: place, parentId: parent ?? null, arr }];
    }),
  };
}

function attributeOf(
  accounts: PortfolioReadings['accounts'],
  account: number,
  field: string,
): RuleValue | null {
  const column = columnOfCustomField(field);
  if (column !== null) return accounts.custom[column]?.[account] ?? null;
  switch (field) {
    case 'segment':
    case 'stage':
    case 'country':
    case 'industry':
    case 'csm':
    case 'mrr':
    case 'age_days':
      return accounts[field][account] ?? null;
    default:
      return null;
  }
}
