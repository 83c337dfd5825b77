import { expect, test } from 'vitest';
import { edit, editsOf, redo, undo } from './draft-edits.ts';

test('undo and redo walk through the steps', () => {
  let edits = editsOf('a');
  edits = edit(edits, 'b', 'one', 0);
  edits = edit(edits, 'c', 'two', 1);
  expect(undo(edits).present).toBe('b');
  expect(undo(undo(undo(edits))).present).toBe('a');
  expect(redo(undo(edits)).present).toBe('c');
  expect(redo(edits).present).toBe('c');
});

test('moving the same slider on is one step, after a pause another', () => {
  let edits = editsOf(0);
  for (let at = 1; at <= 50; at += 1) edits = edit(edits, at, 'weight', at * 20);
  expect(undo(edits).present).toBe(0);
  edits = edit(edits, 60, 'weight', 5000);
  expect(undo(edits).present).toBe(50);
});

test('a new step forgets what was undone', () => {
  let edits = edit(editsOf('a'), 'b', 'one', 0);
  edits = edit(undo(edits), 'c', 'one', 1);
  expect(redo(edits).present).toBe('c');
  expect(undo(edits).present).toBe('a');
});

test('after undo the same slider begins a new step', () => {
  let edits = edit(edit(editsOf(0), 1, 'x', 0), 2, 'y', 1);
  edits = edit(undo(edits), 3, 'x', 2);
  expect(undo(edits).present).toBe(1);
});
