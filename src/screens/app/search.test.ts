import { expect, test } from 'vitest';
import { customersSearch, parseSearch, stringifySearch } from './search.ts';

test('an address tells the whole state of the list, and gives it back', () => {
  const search = {
    as_of: '2026-03-31',
    q: 'Müller & Söhne 100%',
    band: 'attention,at_risk',
    csm: 'jana@acme.example',
    sort: 'mrr',
    order: 'desc',
    churned: 'only',
  };
  expect(customersSearch(parseSearch(stringifySearch(search)))).toEqual(search);
});

test('what makes no sense is left out of the address', () => {
  const raw = parseSearch('?as_of=2026-02-31x&band=purple,at_risk&sort=price&order=up&q=');
  expect(customersSearch(raw)).toEqual({ band: 'at_risk' });
});
