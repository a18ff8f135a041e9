import { Type, type Static, type TObject } from '@sinclair/typebox';
import { asWritten } from '@handrail/contracts';
import { httpUrl, url, type SettingShapes } from '@handrail/platform';

const address = (port: number) => url({ default: `http://127.0.0.1:${port}` });

const withoutSlash = (address: unknown) => String(address).trim().replace(/\/$/, '');

/** Settings of the console beside the common ones; names without the HANDRAIL_ prefix. */
export const consoleSettings = {
  /** Addresses of the services whose endpoints the console's page calls through it. */
  INTAKE_URL: address(3001),
  ASSESSMENT_URL: address(3002),
  SCHEDULING_URL: address(3003),
  OUTCOMES_URL: address(3004),
  /** Where browsers find the console; the issuer sends them back to it. */
  CONSOLE_URL: asWritten(httpUrl({ default: 'http://127.0.0.1:3000' }), withoutSlash),
  /** What the issuer knows the console as. */
  CLIENT_ID: Type.String({ minLength: 1, default: 'console' }),
  /** PEM of a P-256 key by which the issuer knows the console; people sign in with it. */
  CLIENT_KEY_FILE: Type.Optional(Type.String()),
  /** PEM of a P-256 key: the console is the issuer itself. For one machine. */
  ISSUER_KEY_FILE: Type.Optional(Type.String()),
  /** JSON of the systems the own issuer gives tokens to: clientId, algorithm, keys, scope. */
  ISSUER_CLIENTS_FILE: Type.Optional(Type.String()),
  /** How many of the newest events the console keeps. */
  CONSOLE_RECENT_EVENTS: Type.Integer({ minimum: 1_000, default: 200_000 }),
  /** Folder of the built page, when not beside it. */
  CONSOLE_WEB_DIR: Type.Optional(Type.String()),
} as const satisfies SettingShapes;

/** What `startService` injects, beside the common settings. */
export type ConsoleSettings = Static<TObject<typeof consoleSettings>>;
