import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationTable, InvalidConfig, readConfig } from './config.ts';

const machine = {
  home: '/home/anna',
  isRoot: false,
  timeZone: 'Europe/Berlin',
  readFile: (path: string) => {
    if (path === '/run/secrets/database') return 'postgres://hale:secret@db/hale\n';
    throw new Error('ENOENT');
  },
};

test('needs nothing', () => {
  expect(readConfig({}, machine)).toEqual({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: '/home/anna/.local/share/hale',
    APP_URL: 'http://127.0.0.1:3000',
    TZ: 'Europe/Berlin',
    LOG_LEVEL: 'info',
  });
  expect(readConfig({}, { ...machine, isRoot: true }).DATA_DIR).toBe('/var/lib/hale');
});

test('takes what is given, empty as unset, secrets from files', () => {
  const env = {
    PORT: '8080',
    HOST: '::1',
    LOG_LEVEL: '',
    TZ: 'Asia/Kathmandu',
    DATABASE_URL_FILE: '/run/secrets/database',
  };
  expect(readConfig(env, machine)).toMatchObject({
    PORT: 8080,
    APP_URL: 'http://[::1]:8080',
    LOG_LEVEL: 'info',
    TZ: 'Asia/Kathmandu',
    DATABASE_URL: 'postgres://hale:secret@db/hale',
  });
  expect(readConfig({ APP_URL: 'https://hale.example.com/' }, machine).APP_URL).toBe(
    'https://hale.example.com',
  );
});

test('lists every error at once, each with its mend', () => {
  const env = {
    PORT: '99999',
    HOST: '0.0.0.0',
    DATABASE_URL: 'mysql://db',
    APP_URL: 'hale',
    TZ: 'Berlin',
    LOG_LEVEL: 'loud',
    DATA_DIR_FILE: '/nowhere',
  };
  const attempt = () => readConfig(env, machine);
  expect(attempt).toThrow(InvalidConfig);
  for (const part of [
    'PORT must be a whole number',
    'HOST must be 127.0.0.1',
    'no log-in yet',
    'DATABASE_URL must read postgres://',
    'APP_URL must be the address',
    'TZ must be the name of a time zone, such as Europe/Berlin',
    'LOG_LEVEL must be one of fatal',
    'DATA_DIR_FILE names /nowhere',
  ]) {
    expect(attempt).toThrow(part);
  }
});

test('a password is not shown', () => {
  const env = { DATABASE_URL: 'mysql://anna:secret@db' };
  expect(() => readConfig(env, machine)).toThrow(/^(?!.*secret)/s);
});

test('a variable and its file at once are refused', () => {
  expect(() => readConfig({ PORT: '1', PORT_FILE: '/x' }, machine)).toThrow('both set');
});

test('docs/configuration.md holds the table of the schema', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  expect(page).toContain(configurationTable());
});
