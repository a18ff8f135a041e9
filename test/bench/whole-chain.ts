import { randomUUID } from 'node:crypto';
import { createKafkaEventLog, createPostgresEventLog, type EventLog } from '@handrail/messaging';
import { placementConfirmed, topicOf } from '@handrail/contracts';
import { startTestServices } from '@handrail/testing';
import { withDatabase } from '@handrail/platform';
import { addProgram } from '../faults/discharge-load.js';
import { assessmentService } from '../../apps/assessment/src/index.js';
import { intakeService } from '../../apps/intake/src/index.js';
import { outcomesService } from '../../apps/outcomes/src/index.js';
import { schedulingService } from '../../apps/scheduling/src/index.js';

const PEOPLE = 200;
const WARM_UP = 20;

/**
 * From the acknowledgement of a detox discharge at intake's HTTP port to the confirmed placement on
 * scheduling's topic: three services, two topics between them, one person at a time.
 */
export async function measureWholeChain(around: {
  readonly serverUrl: string;
  readonly brokers: readonly string[];
}): Promise<void> {
  for (const log of around.brokers.length > 0 ? (['postgres', 'kafka'] as const) : ['postgres']) {
    const times = await measureOn(log, around);
    const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1);
    process.stdout.write(
      `acknowledgement to confirmed placement on ${log}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms ` +
        `of ${times.length} (wanted: p50 under 100 ms)\n`,
    );
  }
}

async function measureOn(
  log: string,
  around: { serverUrl: string; brokers: readonly string[] },
): Promise<number[]> {
  process.env['HANDRAIL_TEST_DATABASE_URL'] = around.serverUrl;
  const services = await startTestServices(
    [intakeService, assessmentService, schedulingService, outcomesService],
    { HANDRAIL_EVENT_LOG: log, HANDRAIL_KAFKA_BROKERS: around.brokers.join(',') },
  );
  const eventLog: EventLog =
    log === 'kafka'
      ? await createKafkaEventLog({ brokers: around.brokers, clientId: 'bench-chain' })
      : createPostgresEventLog({
          url: withDatabase(around.serverUrl, `${services.databasePrefix}log`),
        });
  const confirmed = new Map<string, () => void>();
  const subscription = await eventLog.subscribe({
    group: `bench.chain.${randomUUID()}`,
    topics: [topicOf('scheduling')],
    maxBatch: 100,
    concurrency: 1,
    from: 'end',
    onBatch: (batch) => {
      for (const record of batch.records) {
        if (record.headers['ce_type'] !== placementConfirmed.type) continue;
        const { messageId } = JSON.parse(record.value!.toString()) as { messageId: string };
        confirmed.get(messageId)?.();
        confirmed.set(messageId, () => undefined);
      }
      return Promise.resolve();
    },
  });
  const region = `bench-${randomUUID().slice(0, 8)}`;
  await addProgram(services.url('scheduling'), region, 10_000);
  const times: number[] = [];
  for (let n = 0; n < WARM_UP + PEOPLE; n += 1) {
    const messageId = await discharge(services.url('intake'), region);
    const from = performance.now();
    if (!confirmed.has(messageId))
      await new Promise<void>((done) => confirmed.set(messageId, done));
    if (n >= WARM_UP) times.push(performance.now() - from);
  }
  await subscription.stop();
  await eventLog.close();
  await services.stop();
  return times.sort((a, b) => a - b);
}

/** Rates and discharges a new person; answers the discharge's message id once acknowledged. */
async function discharge(intake: string, region: string): Promise<string> {
  const now = new Date().toISOString();
  const person = { identifiers: [{ system: 'urn:bench', value: randomUUID() }] };
  const ratings = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };
  const stay = { id: randomUUID(), facility: 'bench', setting: 'withdrawal-management' };
  await send(intake, 'risk-ratings-recorded', {
    person,
    ratedAt: now,
    ratings,
    context: { region },
  });
  return await send(intake, 'stay-ended', { person, stay, endedAt: now, disposition: 'completed' });
}

async function send(intake: string, name: string, data: object): Promise<string> {
  const response = await fetch(`${intake}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      id: randomUUID(),
      source: 'urn:bench',
      type: `handrail.inbound.${name}.v1`,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data,
    }),
  });
  if (response.status !== 202) throw new Error(`${name} was answered ${response.status}`);
  const { results } = (await response.json()) as { results: Array<{ messageId: string }> };
  return results[0]!.messageId;
}
