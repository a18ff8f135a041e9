import { randomBytes } from 'node:crypto';
import { topicOf, type DataOf, type EventContract } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import type { NewRecord } from '@handrail/messaging';

export interface StoryEvent {
  readonly id: string;
  readonly record: NewRecord;
}

/**
 * Events of one person as the services would publish them, for tests of the console: each event is
 * caused by the one before unless the story says otherwise.
 */
export class Story {
  readonly events: StoryEvent[] = [];
  readonly personId: string;
  readonly messageId: string;
  readonly #salt = randomBytes(8).toString('hex');
  #now: number;
  #recorded: number;
  #cause: string;
  #root: string;

  constructor(at: Date) {
    this.#now = at.getTime();
    this.#recorded = this.#now;
    this.personId = this.id('person');
    this.messageId = this.id('message');
    this.#cause = this.messageId;
    this.#root = this.messageId;
  }

  /** An id that stays the same within this story. */
  id(name: string): string {
    return deriveId(this.#now > 0 ? 1_763_000_000_000 : 0, this.#salt, name);
  }

  at(): string {
    return new Date(this.#now).toISOString();
  }

  /** A new source message arrives: what follows leads back to it. */
  message(): this {
    this.#root = this.id(`message-${this.events.length}`);
    this.#cause = this.#root;
    this.#recorded = this.#now;
    return this;
  }

  later(minutes: number): this {
    this.#now += minutes * 60_000;
    return this;
  }

  add<C extends EventContract>(contract: C, data: Partial<DataOf<C>> = {}): string {
    this.#now += 15;
    const id = deriveId(this.#recorded, this.#salt, contract.type, String(this.events.length));
    const value = { ...(contract.example as object), ...this.#own(contract), ...data };
    const key = String((value as Record<string, unknown>)[contract.key]);
    this.events.push({
      id,
      record: {
        topic: topicOf(contract.context),
        key,
        value: Buffer.from(JSON.stringify(value)),
        headers: {
          'content-type': 'application/json',
          ce_specversion: '1.0',
          ce_id: id,
          ce_source: `handrail/${contract.context}`,
          ce_type: contract.type,
          ce_time: this.at(),
          ce_personkey: key,
          ce_causationid: this.#cause,
          ce_correlationid: this.#root,
          ce_recordedtime: new Date(this.#recorded).toISOString(),
        },
      },
    });
    this.#cause = id;
    return id;
  }

  /** Takes an earlier event for the cause of what is added next. */
  because(eventId: string): this {
    this.#cause = eventId;
    return this;
  }

  /** Ids of the example belong to somebody else: every story has its own. */
  #own(contract: EventContract): Record<string, unknown> {
    const example = contract.example as Record<string, unknown>;
    const ids = ['stayId', 'reassessmentId', 'determinationId', 'placementId', 'followUpId'];
    return {
      ...(contract.key === 'personId' ? { personId: this.personId } : {}),
      ...('messageId' in example ? { messageId: this.#root } : {}),
      ...Object.fromEntries(ids.filter((id) => id in example).map((id) => [id, this.id(id)])),
    };
  }
}
