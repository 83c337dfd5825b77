import type { CommandContext } from './command.ts';

const shownEveryMs = 200;
const toldEveryMs = 5_000;

/** Progress that rewrites one line on a terminal, and elsewhere says something every few seconds. */
export function progressLine(context: CommandContext) {
  let shownAt = Date.now();
  let width = 0;
  const show = (text: string) => {
    const elapsed = Date.now() - shownAt;
    if (elapsed < (context.isTerminal ? shownEveryMs : toldEveryMs)) return;
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
