import { join } from 'node:path';
import { urlOf, type LocalSettings } from './local-settings.js';
import { SERVICE_NAMES } from './service-ports.js';

/** What is where, for the person who just started it. */
export function addressLines(settings: LocalSettings): string[] {
  const rows = SERVICE_NAMES.filter((name) => name !== 'console').map(
    (name) => [name, urlOf(settings, name)] as const,
  );
  return [
    '',
    'Handrail is up',
    `  ${'console'.padEnd(12)}${urlOf(settings, 'console')}`,
    ...rows.map(([name, url]) => `  ${name.padEnd(12)}${url}`),
    `  ${'MLLP'.padEnd(12)}${settings.host}:${settings.mllpPort}`,
    '',
    `People sign in at the console with an account of ${join(settings.dataDir, 'accounts.txt')}.`,
    'Ctrl-C stops everything; the next start continues with the same data.',
  ];
}
