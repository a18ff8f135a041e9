import type { EventLog, Subscription } from '@handrail/messaging';
import { topicOf, type ContextName } from '@handrail/contracts';

const CONTEXTS: readonly ContextName[] = ['intake', 'assessment', 'scheduling', 'outcomes'];

/** Groups whose backlog is work that is still to be done. */
const READERS = {
  'handrail.intake': ['handrail.inbound'],
  'handrail.assessment': ['intake', 'scheduling', 'outcomes'].map((c) => topicOf(c as ContextName)),
  'handrail.scheduling': ['intake', 'assessment'].map((c) => topicOf(c as ContextName)),
  'handrail.outcomes': ['intake', 'assessment', 'scheduling'].map((c) => topicOf(c as ContextName)),
  'handrail.console': CONTEXTS.map(topicOf),
} as const;

/** What first became of a person's detox: when the level was determined, when the placement was decided. */
export interface Followed {
  readonly determinedAt: Map<string, number>;
  readonly placedAt: Map<string, number>;
}

/** Reads the log from outside: how much is unread, and when what followed from a message was published. */
export class LogWatch {
  readonly #log: EventLog;
  readonly followed: Followed = { determinedAt: new Map(), placedAt: new Map() };
  #subscription: Subscription | undefined;

  constructor(log: EventLog) {
    this.#log = log;
  }

  async start(): Promise<void> {
    this.#subscription = await this.#log.subscribe({
      group: `bench.watch.${Date.now()}`,
      topics: [topicOf('assessment'), topicOf('scheduling')],
      maxBatch: 1_000,
      concurrency: 24,
      from: 'end',
      onBatch: ({ records }) => {
        for (const { headers, timestampMs } of records) {
          const type = headers['ce_type'] ?? '';
          const from = headers['ce_correlationid'] ?? '';
          const seen = type.includes('level-of-care-determined')
            ? this.followed.determinedAt
            : /placement-(confirmed|offered|waitlisted|waiting)/.test(type)
              ? this.followed.placedAt
              : undefined;
          if (seen && !seen.has(from)) seen.set(from, timestampMs);
        }
        return Promise.resolve();
      },
    });
  }

  /** Records of the log that the services have still to read, by group. */
  async unread(): Promise<ReadonlyMap<string, number>> {
    const backlog = new Map<string, number>();
    for (const [group, topics] of Object.entries(READERS)) {
      const positions = await this.#log.positions(group, topics).catch(() => []);
      const unread = positions.reduce((sum, at) => sum + Number(at.end - at.committed), 0);
      backlog.set(group, unread);
    }
    return backlog;
  }

  async stop(): Promise<void> {
    await this.#subscription?.stop();
  }
}

export const sumOf = (unread: ReadonlyMap<string, number>): number =>
  [...unread.values()].reduce((sum, each) => sum + each, 0);
