import { parseArgs } from 'node:util';
import pg from 'pg';
import { readSettings } from '../config/settings.js';
import { withDatabase } from '../database/database.js';
import { createLogger } from '../log/logger.js';
import { openEventLog } from '../service/open-event-log.js';
import { rewindGroup } from './rewind-group.js';

/** `handrail log seek`; the usage is in the command line tool. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { service: { type: 'string' }, apply: { type: 'boolean', default: false } },
  });
  const service = values.service!;
  const settings = readSettings({}, 0, process.env);
  const log = createLogger({ level: 'error', fields: { service: 'seek' } });
  const url = withDatabase(settings.DATABASE_URL, settings.DATABASE_PREFIX + service);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const eventLog = await openEventLog(`seek-${service}`, settings, log);
  try {
    const database = {
      query: async <R>(sql: string, params: readonly unknown[] = []) =>
        (await client.query(sql, [...params])).rows as R[],
    };
    const moves = await rewindGroup(service, { database, eventLog }, values.apply);
    for (const { topic, partition, from, to } of moves)
      console.log(`${topic} ${partition}: from ${from} back to ${to}, ${from - to} records again`);
    if (moves.length === 0) console.log('nothing is to be read again');
    else if (!values.apply) console.log('nothing was moved: add --apply');
    return 0;
  } finally {
    await eventLog.close();
    await client.end();
  }
}

process.exitCode = await main();
