import { join } from 'node:path';
import { HOUR_MS } from '@handrail/domain';
import { HeadKeeper, readSigningKey } from '../audit/head-keeper.js';
import { Repeated } from './repeated.js';
import type { ServiceParts } from './service-parts.js';

/**
 * Signs the heads of the audit at start, every hour and at the end, where there is a key for it; undefined where
 * there is none.
 */
export async function keepHeads(service: string, { settings, dataSource, log }: ServiceParts) {
  if (settings.AUDIT_KEY_FILE === undefined) return undefined;
  const key = await readSigningKey(settings.AUDIT_KEY_FILE);
  const keeper = new HeadKeeper(service, dataSource, key, join(settings.DATA_DIR, 'audit'));
  const hourly = new Repeated(
    HOUR_MS,
    () => keeper.keep(),
    (error) => log.error('the heads of the audit could not be signed', { error }),
  );
  hourly.begin();
  hourly.now();
  return {
    end: async () => {
      hourly.now();
      await hourly.end();
    },
  };
}
