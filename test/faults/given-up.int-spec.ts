import { DomainError } from '@handrail/domain';
import { createPostgresEventLog, topicSpecs, type EventLog } from '@handrail/messaging';
import {
  builtProgram,
  countAndTell,
  eventually,
  hopInput,
  numbered,
  openHop,
  testDatabase,
  type Hop,
  type TestDatabase,
} from '@handrail/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

// Real: both databases, the Postgres log, and a process that is killed while somebody gives up an event.
describe('giving up a parked event', () => {
  let database: TestDatabase;
  let logDatabase: TestDatabase;
  let eventLog: EventLog;
  let hop: Hop;

  beforeEach(async () => {
    database = await testDatabase('givenup');
    logDatabase = await testDatabase('givenuplog');
    eventLog = createPostgresEventLog({ url: logDatabase.url });
    await eventLog.ensureTopics(topicSpecs());
    hop = await openHop({
      databaseUrl: database.url,
      eventLog,
      rule: (event, at) => {
        if (event.id === numbered('event', 1)) throw new DomainError('on-purpose', 'by the test');
        return countAndTell(event, at);
      },
    });
    await hop.engine.start({ consumer: true, relay: true, timers: true });
    await eventLog.publish([1, 2, 3].map((event) => hopInput(7, event)));
    await eventually(async () => (await hop.inboxOf(3))?.disposition === 'parked');
    await hop.engine.stop();
  });
  afterEach(async () => {
    await hop.close();
    await eventLog.close();
    await logDatabase.drop();
    await database.drop();
  });

  async function giveUpInProcess(env: Readonly<Record<string, string>>): Promise<string | null> {
    const child = spawn(process.execPath, ['--no-warnings', builtProgram('hop/hop-process')], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        HOP_SERVICE: 'outcomes',
        HOP_DATABASE_URL: database.url,
        HOP_LOG_URL: logDatabase.url,
        HOP_DISCARD: numbered('event', 1),
        ...env,
      },
      stdio: 'inherit',
    });
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    if (!env['HANDRAIL_CRASH_AT']) {
      await eventually(async () => (await hop.inboxOf(1))?.disposition === 'discarded');
      child.kill('SIGTERM');
    }
    return (await ended)[1];
  }

  it('is whole or did not happen, when the process dies in the middle of it', async () => {
    expect(await giveUpInProcess({ HANDRAIL_CRASH_AT: 'after-giving-up' })).toBe('SIGKILL');
    expect(await hop.inboxOf(1)).toEqual({
      disposition: 'parked',
      reason: 'rule:handrail.intake.person-registered.v1:on-purpose',
    });
    expect(await hop.engine.status()).toMatchObject({
      parked: { count: 3 },
      lanesHeldWithoutHead: 0,
    });

    await giveUpInProcess({});
    expect(await hop.engine.status()).toMatchObject({
      parked: { count: 0 },
      lanesHeldWithoutHead: 0,
    });
    expect(await hop.countOf(7)).toBe(2);
  });
});
