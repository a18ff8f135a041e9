import { randomUUID } from 'node:crypto';
import { returnToUseReported, topicOf, type DataOf, type EventContract } from '@handrail/contracts';
import type { EventLog, LogRecord, Subscription } from '@handrail/messaging';
import { EVENT_LOG } from '@handrail/platform';
import { eventually, startTestServices, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { DAY_MS } from '@handrail/domain';
import { outcomesService } from '../index.js';

// Real: the outcomes service, its database, the Postgres log. The other services are played by the test.
let services: TestServices;
let log: EventLog;
let reading: Subscription;
const published: LogRecord[] = [];

/** Starts the service before the tests of a file and stops it behind them. */
export function withOutcomes(): void {
  beforeAll(async () => {
    services = await startTestServices([outcomesService]);
    log = services.service('outcomes').app.get<EventLog>(EVENT_LOG);
    reading = await log.subscribe({
      group: 'test',
      topics: [topicOf('outcomes')],
      maxBatch: 100,
      concurrency: 1,
      onBatch: async ({ records }) => void published.push(...records),
    });
  });
  afterAll(async () => {
    await reading.stop();
    await services.stop();
  });
}

/** The database of the running service. */
export const database = (): DataSource => services.service('outcomes').app.get(DataSource);

export const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** Publishes an event as its owner would; `recordedTime` is when intake recorded the root cause. */
export async function publishes<C extends EventContract>(
  contract: C,
  data: DataOf<C>,
  given: { time?: string; recordedTime?: string; causedBy?: string; messageId?: string } = {},
): Promise<{ eventId: string; messageId: string }> {
  const { time = ago(0), recordedTime = ago(0), causedBy = randomUUID() } = given;
  const messageId = given.messageId ?? causedBy;
  const eventId = randomUUID();
  const key = String((data as Record<string, unknown>)[contract.key]);
  await log.publish([
    {
      topic: topicOf(contract.context),
      key,
      value: Buffer.from(JSON.stringify(data)),
      headers: {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: eventId,
        ce_source: `handrail/${contract.context}`,
        ce_type: contract.type,
        ce_time: time,
        ce_personkey: key,
        ce_causationid: causedBy,
        ce_correlationid: messageId,
        ce_recordedtime: recordedTime,
      },
    },
  ]);
  return { eventId, messageId };
}

const stay = (personId: string, setting: 'withdrawal-management' | 'outpatient') => ({
  personId,
  stayId: randomUUID(),
  facility: 'st-mary',
  setting,
});
export const ended = (personId: string, endedAt: string) => ({
  ...stay(personId, 'withdrawal-management'),
  startedAt: null,
  endedAt,
  disposition: 'completed' as const,
});
export const usedAgain = (personId: string, days: number) =>
  publishes(
    returnToUseReported,
    { personId, occurredAt: ago(days), evidence: 'self-report', substance: null },
    { time: ago(days) },
  );
export const placed = (personId: string, level: 'IOP' | 'PHP') => ({
  personId,
  placementId: randomUUID(),
  reassessmentId: randomUUID(),
  programId: 'harbor-iop',
  trackId: 'evening',
  level,
  determinationId: randomUUID(),
  messageId: randomUUID(),
  startsOn: ago(-1).slice(0, 10),
  movedFrom: null,
});

export interface Item {
  kind: string;
  title: string;
  eventId: string;
  causedBy: string;
  messageId: string;
  personId: string;
  about: Record<string, string>;
}

export async function get<T>(path: string, status = 200): Promise<T> {
  const response = await fetch(services.url('outcomes') + path);
  expect(response.status).toBe(status);
  return (await response.json()) as T;
}
export const journey = async (personId: string, query = '') =>
  (await get<{ items: Item[] }>(`/v1/persons/${personId}/journey${query}`)).items;
export const reaches = (personId: string, kind: string) =>
  eventually(
    async () => {
      const items = await journey(personId);
      return items.some((item) => item.kind === kind) && items;
    },
    { what: `the journey reaching ${kind}` },
  );
export const announcedOf = (personId: string, name: string) =>
  published
    .filter((r) => r.key === personId && r.headers['ce_type'] === `handrail.outcomes.${name}.v1`)
    .map((r) => ({
      headers: r.headers,
      data: JSON.parse(r.value!.toString()) as Record<string, unknown>,
    }));
