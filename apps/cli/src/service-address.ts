import type { ToolEnvironment } from './command.js';

const DEFAULTS = {
  intake: 'http://127.0.0.1:3001',
  assessment: 'http://127.0.0.1:3002',
  scheduling: 'http://127.0.0.1:3003',
  outcomes: 'http://127.0.0.1:3004',
} as const;

/** A service that the command line asks by HTTP. */
export type AskedService = keyof typeof DEFAULTS;

/** Where a service answers: its HANDRAIL_..._URL, or what `npm start` uses. */
export const addressOf = (env: ToolEnvironment, service: AskedService): string =>
  env[`HANDRAIL_${service.toUpperCase()}_URL`] ?? DEFAULTS[service];
