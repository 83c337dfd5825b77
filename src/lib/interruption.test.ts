import { expect, test } from 'vitest';
import { Interrupted, interruptible } from './interruption.ts';

const never = () => new Promise<never>(() => {});

test('work that ends in time is untouched', async () => {
  const { signal } = new AbortController();
  expect(await interruptible(signal, async () => 7)).toBe(7);
  await expect(interruptible(signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('a signal ends the waiting at once, also one that came before', async () => {
  const controller = new AbortController();
  const waiting = interruptible(controller.signal, never);
  controller.abort();
  await expect(waiting).rejects.toThrow(Interrupted);
  await expect(interruptible(controller.signal, never)).rejects.toThrow(Interrupted);
});
