import type { RegisterCommand } from './command.ts';
import { registerImport } from './import.ts';
import { registerQuarantine } from './quarantine.ts';
import { registerReadings } from './readings.ts';
import { registerSettings } from './settings.ts';

/** In the order in which `hale help` lists them. */
export const commands: readonly RegisterCommand[] = [
  registerImport,
  registerReadings,
  registerQuarantine,
  registerSettings,
];
