import { randomUUID } from 'node:crypto';
import { DAY_MS } from '@handrail/domain';
import {
  riskRatingsRecorded,
  stayEnded,
  stayStarted,
  topicOf,
  type DataOf,
  type EventContract,
} from '@handrail/contracts';
import type { EventLog, LogRecord } from '@handrail/messaging';
import { EVENT_LOG } from '@handrail/platform';
import { eventually, startTestServices } from '@handrail/testing';
import { assessmentService } from '../index.js';
import type { ReassessmentView } from '../reassessment/reassessment.view.js';

export const stable = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 } as const;
export const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
export const ahead = (days: number) => ago(-days);

export interface PublishedIds {
  readonly eventId: string;
  readonly messageId: string;
}

/** An answer of the API whose body a test looks into. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly etag: string | null;
  readonly body: unknown;
}

/** A service starts in about a second; on a machine that is busy with everything else, in many. */
export const START_WITHIN_MS = 60_000;

/** The assessment service with database and log, and a test that plays intake and outcomes. */
export async function runAssessment(env: Readonly<Record<string, string>> = {}) {
  const services = await startTestServices([assessmentService], env);
  const log = services.service('assessment').app.get<EventLog>(EVENT_LOG);
  const published: LogRecord[] = [];
  const reading = await log.subscribe({
    group: 'test',
    topics: [topicOf('assessment')],
    maxBatch: 100,
    concurrency: 1,
    onBatch: ({ records }) => {
      published.push(...records);
      return Promise.resolve();
    },
  });
  const request = requester(services.url('assessment'));
  const publish = publisher(log);
  const reassessmentsOf = async (personId: string) => {
    const { body } = await request('GET', `/v1/reassessments?personId=${personId}`);
    return (body as { items: ReassessmentView[] }).items;
  };
  return {
    services,
    published,
    request,
    publish: publish,
    reassessmentsOf,
    eventsOf: (personId: string, name: string) =>
      published
        .filter((record) => record.key === personId)
        .filter((record) => record.headers['ce_type'] === `handrail.assessment.${name}.v1`)
        .map((record) => JSON.parse(record.value!.toString()) as Record<string, unknown>),
    /** Waits until the person has exactly one reassessment and it is as asked. */
    only: (personId: string, probe: (reassessment: ReassessmentView) => boolean) =>
      eventually(
        async () => {
          const [reassessment, ...others] = await reassessmentsOf(personId);
          return reassessment && others.length === 0 && probe(reassessment)
            ? reassessment
            : undefined;
        },
        { what: 'the only reassessment of the person' },
      ),
    rated: (
      personId: string,
      ratings: DataOf<typeof riskRatingsRecorded>['ratings'] = stable,
      context: DataOf<typeof riskRatingsRecorded>['context'] = { region: 'boston' },
    ) => publish(riskRatingsRecorded, { personId, ratedAt: ago(0.01), ratings, context }),
    /** A detox that ends as completed. */
    detoxed: async (personId: string) => {
      const stayId = randomUUID();
      const setting = 'withdrawal-management' as const;
      const stay = { personId, stayId, facility: 'st-mary', setting, startedAt: ago(6) };
      await publish(stayStarted, stay);
      const end = { endedAt: ago(0), disposition: 'completed' } as const;
      return { ...(await publish(stayEnded, { ...stay, ...end })), stayId };
    },
    stop: async () => {
      await reading.stop();
      await services.stop();
    },
  };
}

export type RunningAssessment = Awaited<ReturnType<typeof runAssessment>>;

const requester =
  (base: string) =>
  async (method: 'GET' | 'POST', path: string, body?: unknown, ifMatch?: string | null) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch ? { 'if-match': ifMatch } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: Answer = {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      etag: response.headers.get('etag'),
      body: await response.json(),
    };
    return answer;
  };

/** Publishes an event as its owner would. */
const publisher =
  (log: EventLog) =>
  async <C extends EventContract>(
    contract: C,
    data: DataOf<C>,
    { time = ago(0), recordedTime = ago(0), eventId = randomUUID() } = {},
  ): Promise<PublishedIds> => {
    const messageId = randomUUID();
    const key = String((data as Record<string, unknown>)[contract.key]);
    const headers = {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: eventId,
      ce_source: `handrail/${contract.context}`,
      ce_type: contract.type,
      ce_time: time,
      ce_personkey: key,
      ce_causationid: messageId,
      ce_correlationid: messageId,
      ce_recordedtime: recordedTime,
    };
    const value = Buffer.from(JSON.stringify(data));
    await log.publish([{ topic: topicOf(contract.context), key, value, headers }]);
    return { eventId, messageId };
  };
