import {
  attendanceRecorded,
  levelOfCareDetermined,
  reassessmentWithdrawn,
  topicOf,
  type DataOf,
  type EventContract,
} from '@handrail/contracts';
import type { EventLog, LogRecord, Subscription } from '@handrail/messaging';
import { EVENT_LOG } from '@handrail/platform';
import { eventually, startTestServices, type TestServices } from '@handrail/testing';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { schedulingService } from '../index.js';
import type { Answer, Decided, PublishedDetermination } from './determinations.js';
import type { ListedPlacementView } from '../reads/placements/placement.dto.js';
import type { ProgramView } from '../reads/programs/program.dto.js';
import type { WaitingView } from '../reads/waitlist/waitlist.dto.js';

export type { Answer, Decided, PublishedDetermination };

/** The scheduling service as it runs, on its own database and log; assessment is played by the test. */
export class RunningScheduling {
  readonly published: LogRecord[] = [];
  readonly #services: TestServices;
  readonly #log: EventLog;
  #reading: Subscription;

  private constructor(services: TestServices, log: EventLog) {
    this.#services = services;
    this.#log = log;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<RunningScheduling> {
    const services = await startTestServices([schedulingService], env);
    const log = services.service('scheduling').app.get<EventLog>(EVENT_LOG);
    const running = new RunningScheduling(services, log);
    running.#reading = await log.subscribe({
      group: 'test',
      topics: [topicOf('scheduling')],
      maxBatch: 500,
      concurrency: 1,
      onBatch: ({ records }) => Promise.resolve(void running.published.push(...records)),
    });
    return running;
  }

  async stop(): Promise<void> {
    await this.#reading.stop();
    await this.#services.stop();
  }

  get url(): string {
    return this.#services.url('scheduling');
  }

  /** The prefix of its databases, for another process on the same ones. */
  get databasePrefix(): string {
    return this.#services.databasePrefix;
  }

  get dataSource(): DataSource {
    return this.#services.service('scheduling').app.get(DataSource);
  }

  /** What the service is made of, by its token. */
  provided<T>(token: unknown): T {
    return this.#services.service('scheduling').app.get<T>(token as string);
  }

  /** Publishes determinations in one go, as a batch of the log. */
  async decide(...decisions: readonly Decided[]): Promise<PublishedDetermination[]> {
    const records = decisions.map(determinedRecord);
    await this.#log.publish(records.map(({ record }) => record));
    return records.map(({ published }) => published);
  }

  async withdraw(published: PublishedDetermination, reason = 'trigger-retracted'): Promise<void> {
    const { personId, reassessmentId } = published;
    const data = { personId, reassessmentId, determinationId: null, reason };
    await this.publish(reassessmentWithdrawn, data);
  }

  /** @param messageId the message at the root, when it matters */
  async publish<C extends EventContract>(
    contract: C,
    data: DataOf<C>,
    messageId: string = randomUUID(),
  ): Promise<string> {
    const { record, eventId } = recordOf(contract, data, messageId);
    await this.#log.publish([record]);
    return eventId;
  }

  async call<T = unknown>(
    path: string,
    init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.#services.url('scheduling') + path, {
      method: init.method ?? 'GET',
      headers: { 'content-type': 'application/json', ...init.headers },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const body = (type.includes('json') ? JSON.parse(text) : text) as T;
    return { status: response.status, type, etag: response.headers.get('etag'), body, text };
  }

  async list<T>(path: string): Promise<T[]> {
    return (await this.call<{ items: T[] }>(path)).body.items;
  }

  placements(filter: string): Promise<ListedPlacementView[]> {
    return this.list<ListedPlacementView>(`/v1/placements?limit=200&${filter}`);
  }

  async placementOf({
    personId,
  }: PublishedDetermination): Promise<ListedPlacementView | undefined> {
    return (await this.placements(`personId=${personId}`))[0];
  }

  /** Somebody comes to a session; answers when it is known. */
  async attended({ id, personId }: Pick<ListedPlacementView, 'id' | 'personId'>): Promise<void> {
    const came = { ...attendanceRecorded.example, personId, placementId: id };
    await this.publish(attendanceRecorded, came);
    await eventually(async () => {
      const placements = await this.placements(`personId=${personId}`);
      return placements.find((placement) => placement.id === id)?.attended;
    });
  }

  /** Moves the plans of placements a year back, on the same weekdays, and what waits for their end. */
  async letPlansRunOut(...placementIds: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `WITH moved AS (
         UPDATE placement
         SET plan = plan || jsonb_build_object('startsOn', (plan->>'startsOn')::date - 364)
         WHERE id = ANY($1::uuid[]) RETURNING id)
       UPDATE timer SET due_at = due_at - interval '300 days'
       FROM moved WHERE timer.name = 'plan:' || moved.id`,
      [placementIds],
    );
  }

  waitlist(filter: string): Promise<WaitingView[]> {
    return this.list<WaitingView>(`/v1/waitlist?limit=200&${filter}`);
  }

  async program(id: string): Promise<ProgramView> {
    return (await this.call<ProgramView>(`/v1/programs/${id}`)).body;
  }

  /** Adds an IOP program of a region of its own and answers its id. */
  async addProgram(capacity: number, change: Record<string, unknown> = {}): Promise<string> {
    const id = `test-${randomUUID()}`;
    const answer = await this.call('/v1/programs', {
      method: 'POST',
      body: { ...programBody(id, capacity), ...change },
    });
    if (answer.status !== 201) throw new Error(`the program was answered ${answer.status}`);
    return id;
  }

  /** Waits until everybody has a place or is in line, and answers all of them. */
  async settled(published: readonly PublishedDetermination[]): Promise<ListedPlacementView[]> {
    const wanted = new Set(published.map(({ reassessmentId }) => reassessmentId));
    return await eventually(
      async () => {
        const rows: Array<{ n: number }> = await this.dataSource.query(
          `SELECT count(*)::int AS n FROM placement
           WHERE reassessment_id = ANY($1::uuid[]) AND NOT needs_look`,
          [[...wanted]],
        );
        return rows[0]!.n >= wanted.size && (await this.#allOf(wanted));
      },
      { withinMs: 60_000, what: 'everybody to be settled' },
    );
  }

  async #allOf(reassessmentIds: ReadonlySet<string>): Promise<ListedPlacementView[]> {
    const found: ListedPlacementView[] = [];
    let cursor: string | null = '';
    while (cursor !== null && found.length < reassessmentIds.size) {
      const path: string = `/v1/placements?limit=200${cursor && `&cursor=${cursor}`}`;
      const page = (
        await this.call<{ items: ListedPlacementView[]; nextCursor: string | null }>(path)
      ).body;
      found.push(
        ...page.items.filter((placement) => reassessmentIds.has(placement.causedBy.reassessmentId)),
      );
      cursor = page.nextCursor;
    }
    return found;
  }

  /** Types of what was published about a person, in the order of the log. */
  publishedAbout(key: string): string[] {
    return this.published
      .filter((record) => record.key === key)
      .map((record) => record.headers['ce_type']!.split('.')[2]!);
  }
}

export const programBody = (id: string, capacity: number, region = id) => ({
  id,
  name: `Program ${id.slice(0, 12)}`,
  level: 'IOP',
  regions: [region],
  timeZone: 'America/New_York',
  payers: [],
  capabilities: [],
  acceptance: 'automatic',
  tracks: [
    {
      id: 'evening',
      days: ['mon', 'wed', 'fri'],
      from: '18:00',
      to: '21:00',
      modality: 'on-site',
      capacity,
    },
  ],
});

function determinedRecord(decided: Decided) {
  const personId = decided.personId ?? randomUUID();
  const reassessmentId = decided.reassessmentId ?? randomUUID();
  const messageId = randomUUID();
  const now = new Date().toISOString();
  const { example } = levelOfCareDetermined;
  const data: DataOf<typeof levelOfCareDetermined> = {
    ...example,
    personId,
    reassessmentId,
    determinationId: randomUUID(),
    determinedAt: decided.determinedAt ?? now,
    trigger: { ...example.trigger, messageId, eventId: randomUUID() },
    context: decided.context ?? {},
    determination: {
      ...example.determination,
      level: decided.level === undefined ? 'IOP' : decided.level,
      mode: decided.mode ?? 'automatic',
      supports: [...(decided.supports ?? [])],
      alternatives: [...(decided.alternatives ?? [])],
    },
    decidedBy: decided.decidedBy ?? 'policy',
    placeFrom: decided.placeFrom === undefined ? null : decided.placeFrom,
    requestedAt: decided.requestedAt ?? now,
  };
  const { record, eventId } = recordOf(levelOfCareDetermined, data, messageId);
  const published: PublishedDetermination = { personId, reassessmentId, messageId, eventId };
  return { record, published };
}

function recordOf(contract: EventContract, data: Record<string, unknown>, messageId: string) {
  const eventId = randomUUID();
  const now = new Date().toISOString();
  const key = String(data[contract.key]);
  const record = {
    topic: topicOf(contract.context),
    key,
    value: Buffer.from(JSON.stringify(data)),
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: eventId,
      ce_source: `handrail/${contract.context}`,
      ce_type: contract.type,
      ce_time: now,
      ce_personkey: key,
      ce_causationid: messageId,
      ce_correlationid: messageId,
      ce_recordedtime: now,
    },
  };
  return { record, eventId };
}
