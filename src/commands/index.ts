import type { RegisterCommand } from './command.ts';
import { registerDemo } from './demo.ts';
import { registerImport } from './import.ts';
import { registerKpi } from './kpi.ts';
import { registerKpis } from './kpis.ts';
import { registerProof } from './proof.ts';
import { registerQuarantine } from './quarantine.ts';
import { registerReadings } from './readings.ts';
import { registerServe } from './serve.ts';
import { registerSettings } from './settings.ts';
import { registerSla } from './sla.ts';
import { registerSlaReports } from './sla-reports.ts';
import { registerTickets } from './tickets.ts';

/** In the order in which `hale help` lists them. */
export const commands: readonly RegisterCommand[] = [
  registerServe,
  registerImport,
  registerDemo,
  registerReadings,
  registerKpi,
  registerProof,
  registerTickets,
  registerSla,
  registerSlaReports,
  registerQuarantine,
  registerSettings,
  registerKpis,
];
