import { expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';

test('splits a page into the blocks it is written in', () => {
  const page = [
    '# Title',
    'A line',
    'goes on.',
    '',
    '- one',
    '  more of one',
    '- two',
    '',
    '| a | b \\| c |',
    '|---|---|',
    '| 1 | 2 |',
    '```',
    '# not a heading',
    '```',
  ].join('\n');
  expect(blocksOf(page)).toEqual([
    { kind: 'heading', level: 1, text: 'Title' },
    { kind: 'paragraph', text: 'A line goes on.' },
    { kind: 'list', items: ['one more of one', 'two'] },
    { kind: 'table', head: ['a', 'b | c'], rows: [['1', '2']] },
    { kind: 'code', text: '# not a heading' },
  ]);
});
