import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** What the machine contributes to the defaults; given, so that reading the configuration stays a pure function. */
export interface Machine {
  home: string;
  isRoot: boolean;
  timeZone: string;
  /** Throws when the file cannot be read. */
  readFile(path: string): string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const mend = (sentence: string) => ({ error: sentence });

interface Variable {
  meaning: string;
  default: string;
  schema: z.ZodType<string | number>;
  /** Never shown in a message. */
  secret?: boolean;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, mend('must be a whole number from 0 to 65535, such as 3000'))
  .transform(Number)
  .refine(
    (number) => number <= 65_535,
    mend('must be a whole number from 0 to 65535, such as 3000'),
  );

const host = z
  .string()
  .refine(
    isLoopback,
    mend(
      'must be 127.0.0.1, ::1 or localhost: Hale has no log-in yet, so it does not listen to a network. ' +
        'Leave it unset, and reach a distant machine through an SSH tunnel',
    ),
  );

const databaseUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol),
    mend(
      'must read postgres://USER:PASSWORD@HOST:5432/DATABASE; leave it unset for the embedded one',
    ),
  );

const appUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol),
    mend('must be the address people type, such as https://hale.example.com'),
  )
  .transform((text) => new URL(text).href.replace(/\/$/, ''));

const timeZone = z
  .string()
  .refine(isTimeZone, mend('must be the name of a time zone, such as Europe/Berlin or UTC'));

const logLevel = z.enum(LOG_LEVELS, mend(`must be one of ${LOG_LEVELS.join(', ')}`));

const VARIABLES = {
  PORT: {
    meaning: 'Port the server listens on; 0 picks a free one.',
    default: '3000',
    schema: port,
  },
  HOST: {
    meaning: 'Address the server listens on. Only this machine, until there is a log-in.',
    default: '127.0.0.1',
    schema: host,
  },
  DATA_DIR: {
    meaning: 'Folder of the embedded database.',
    default: '`~/.local/share/hale`, for root `/var/lib/hale`',
    schema: z.string(),
  },
  DATABASE_URL: {
    meaning: 'A PostgreSQL of version 15 or newer to use in place of the embedded one.',
    default: 'the embedded one',
    schema: databaseUrl,
    secret: true,
  },
  APP_URL: {
    meaning: 'The address under which people open Hale, for links.',
    default: 'http://HOST:PORT',
    schema: appUrl,
  },
  TZ: {
    meaning:
      "The company's time zone at the very first start; later `hale settings set time_zone`.",
    default: 'that of the machine',
    schema: timeZone,
  },
  LOG_LEVEL: {
    meaning: `How much is logged: ${LOG_LEVELS.join(', ')}.`,
    default: 'info',
    schema: logLevel,
  },
} satisfies Record<string, Variable>;

type Name = keyof typeof VARIABLES;

export const variableNames = Object.keys(VARIABLES) as Name[];

export interface Config {
  PORT: number;
  HOST: string;
  DATA_DIR: string;
  DATABASE_URL?: string;
  APP_URL: string;
  TZ: string;
  LOG_LEVEL: (typeof LOG_LEVELS)[number];
}

/** The environment holds values Hale cannot work with; the message lists them all, each with its mend. */
export class InvalidConfig extends Refusal {
  override name = 'InvalidConfig';
}

/** Reads the variables, each also from the file that NAME_FILE names. Empty counts as unset. Throws InvalidConfig. */
export function readConfig(env: Record<string, string | undefined>, machine: Machine): Config {
  const problems: string[] = [];
  const value = <N extends Name>(
    name: N,
  ): z.output<(typeof VARIABLES)[N]['schema']> | undefined => {
    const text = textOf(name, env, machine, problems);
    if (text === undefined) return undefined;
    const result = VARIABLES[name].schema.safeParse(text);
    if (result.success) return result.data as z.output<(typeof VARIABLES)[N]['schema']>;
    const { secret }: Variable = VARIABLES[name];
    const shown = secret === true ? '' : ` (it is "${text}")`;
    problems.push(`${name} ${result.error.issues[0]?.message}${shown}.`);
    return undefined;
  };

  const PORT = value('PORT') ?? 3000;
  const HOST = value('HOST') ?? '127.0.0.1';
  const DATABASE_URL = value('DATABASE_URL');
  const config: Config = {
    PORT,
    HOST,
    DATA_DIR: value('DATA_DIR') ?? defaultDataDir(machine),
    ...(DATABASE_URL !== undefined && { DATABASE_URL }),
    APP_URL: value('APP_URL') ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`,
    TZ: value('TZ') ?? machine.timeZone,
    LOG_LEVEL: value('LOG_LEVEL') ?? 'info',
  };
  if (problems.length > 0) {
    throw new InvalidConfig(
      `Hale cannot start with this environment:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
  return config;
}

function textOf(
  name: string,
  env: Record<string, string | undefined>,
  machine: Machine,
  problems: string[],
): string | undefined {
  const plain = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return plain;
  if (plain !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set. Remove one of them.`);
    return undefined;
  }
  try {
    return machine.readFile(file).trim() || undefined;
  } catch {
    problems.push(
      `${name}_FILE names ${file}, which cannot be read. Correct the path or its rights.`,
    );
    return undefined;
  }
}

const defaultDataDir = ({ home, isRoot }: Machine): string =>
  isRoot ? '/var/lib/hale' : join(home, '.local', 'share', 'hale');

function isLoopback(text: string): boolean {
  return text === 'localhost' || text === '::1' || /^127(\.\d{1,3}){3}$/.test(text);
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The table of docs/configuration.md, in Markdown. */
export const configurationTable = (): string =>
  [
    '| variable | meaning | default |',
    '|---|---|---|',
    ...variableNames.map((name) => {
      const variable: Variable = VARIABLES[name];
      return `| \`${name}\` | ${variable.meaning} | ${variable.default} |`;
    }),
  ].join('\n');
