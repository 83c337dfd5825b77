import type { CommandContext } from './command.ts';

const shownEveryMs = 200;
const toldEveryMs = 5_000;
const widest = 200;

export type Progress = ReturnType<typeof progressLine>;

/** Progress that rewrites one line on a terminal, and elsewhere says something every few seconds. */
export function progressLine(context: CommandContext) {
  let shownAt = Date.now();
  let width = 0;
  let step = '';
  const show = (line: string) => {
    const text = line.slice(0, (process.stderr.columns ?? widest) - 1);
    const elapsed = Date.now() - shownAt;
    // What begins may take long without a further word, so it is shown at once.
    const begun = line.split(' ', 2).join(' ');
    const isDue = context.isTerminal
      ? elapsed >= shownEveryMs || begun !== step
      : elapsed >= toldEveryMs;
    if (!isDue) return;
    step = begun;
    shownAt = Date.now();
    if (context.isTerminal) {
      process.stderr.write(`\r${text.padEnd(width)}`);
      width = text.length;
    } else {
      context.tell(text);
    }
  };
  const clear = () => {
    if (context.isTerminal && width > 0) process.stderr.write(`\r${' '.repeat(width)}\r`);
    width = 0;
  };
  return { show, clear };
}

export const percent = (done: number, total: number): string =>
  total > 0 ? `${Math.floor((100 * done) / total)} %` : '';
