import { expect, it } from 'vitest';
import { freshDatabase } from '../src/db/test-database.ts';
import { store } from './product.ts';

it('records that a source passes over are read and ignored, whatever their columns', async () => {
  await using database = await freshDatabase();
  const { files } = await store(database.app, [
    {
      fact: 'calendar_hours',
      file: 'group.csv',
      columns: [],
      records: [],
      lines: [],
      cells: [],
      bad: [],
      ignored: 3,
    },
  ]);
  expect(files).toMatchObject([{ file: 'group.csv', read: 3, ignored: 3, refused: null }]);
});
