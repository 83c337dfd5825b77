import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { Command, CommanderError } from 'commander';
import type { CommandContext } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { readConfig } from './lib/config.ts';
import { Refusal } from './lib/refusal.ts';
import { UnreadableInput } from './sources/source.ts';

const WRONG_USAGE = 2;
/** A terminal sends its Ctrl-C to the launcher as well, which passes it on: that is one signal, not two. */
const SAME_SIGNAL_MS = 400;
/** For finishing what is being answered, and for leaving the database in order. */
const END_WITHIN_MS = 35_000;

const interruption = new AbortController();
let interruptedAt: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruptedAt ??= Date.now();
    if (Date.now() - interruptedAt > SAME_SIGNAL_MS) process.exit(1);
    interruption.abort();
    setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
  });
}
// The launcher was killed: nobody is left who could stop this process in order.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
// The reader has seen enough, as in `hale tickets | head`.
process.stdout.on('error', () => process.exit(0));

const context: CommandContext = {
  config: () =>
    readConfig(process.env, {
      home: homedir(),
      isRoot: process.getuid?.() === 0,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      readFile: (path) => readFileSync(path, 'utf8'),
    }),
  signal: interruption.signal,
  print: async (text) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  tell: (line) => void process.stderr.write(`${line}\n`),
  isTerminal: process.stderr.isTTY === true,
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

const program = new Command('hale')
  .description('Customer success: health scores that explain and prove themselves.')
  .version(version)
  .showHelpAfterError('(hale help COMMAND shows how it is used)')
  .exitOverride();
for (const register of commands) register(program, context);
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
// Whatever still hangs on a connection that was cut has no more to say.
if (interruption.signal.aborted) process.exit();

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (error instanceof Refusal || error instanceof UnreadableInput) {
    context.tell(error.message);
    return error instanceof Refusal ? error.exitCode : 1;
  }
  context.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
