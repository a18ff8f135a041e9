import { z } from 'zod';

const address = (port: number, service: string) =>
  z.url().default(`http://127.0.0.1:${port}`).describe(`Address of the ${service} service.`);

/** Settings of the console beside the common ones; each has the prefix HANDRAIL_ outside. */
export const consoleSettings = {
  INTAKE_URL: address(3001, 'intake'),
  ASSESSMENT_URL: address(3002, 'assessment'),
  SCHEDULING_URL: address(3003, 'scheduling'),
  OUTCOMES_URL: address(3004, 'outcomes'),
  CONSOLE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/$/, ''))
    .describe('Where browsers find the console; the issuer sends them back to it.'),
  CLIENT_ID: z.string().min(1).default('console').describe('What the issuer knows the console as.'),
  CLIENT_KEY_FILE: z
    .string()
    .optional()
    .describe('PEM of a P-256 key by which the issuer knows the console; people sign in with it.'),
  ISSUER_KEY_FILE: z
    .string()
    .optional()
    .describe('PEM of a P-256 key: the console is the issuer itself. For one machine.'),
  ISSUER_CLIENTS_FILE: z
    .string()
    .optional()
    .describe(
      'JSON of the systems the own issuer gives tokens to: clientId, algorithm, keys, scope.',
    ),
  CONSOLE_RECENT_EVENTS: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(200_000)
    .describe('How many of the newest events the console keeps.'),
  CONSOLE_WEB_DIR: z.string().optional().describe('Folder of the built page, when not beside it.'),
};

/** What `startService` injects, beside the common settings. */
export type ConsoleSettings = z.infer<z.ZodObject<typeof consoleSettings>>;
