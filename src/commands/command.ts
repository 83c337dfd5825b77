import type { Command } from 'commander';
import type { Config } from '../lib/config.ts';

/** What `main.ts` gives to every sub-command. */
export interface CommandContext {
  /** Reads the environment. Throws InvalidConfig. */
  config(): Config;
  /** Aborted at the first SIGINT or SIGTERM; a second one ends the process at once. */
  signal: AbortSignal;
  /** Writes to standard output as it is; resolves when the reader has room for more. */
  print(text: string): Promise<void>;
  /** Progress and remarks, a line each, to standard error. */
  tell(line: string): void;
  /** Whether standard error is a terminal, where progress may rewrite its line. */
  isTerminal: boolean;
  /** For ends that are no error but not a plain success either. */
  setExitCode(code: number): void;
}

/** One file per sub-command exports one of these; `index.ts` lists them. Failures for people are thrown as Refusal. */
export type RegisterCommand = (program: Command, context: CommandContext) => void;
