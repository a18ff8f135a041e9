import { randomUUID } from 'node:crypto';

const RATINGS = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };
const AT_ONCE = 8;
/** Ratings and a discharge. */
export const EVENTS_EACH = 2;

/** A program that takes whoever comes, in a region of its own. */
export async function addProgram(
  scheduling: string,
  region: string,
  places: number,
  { id = region, acceptance = 'automatic' } = {},
): Promise<void> {
  const session = { days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00', modality: 'on-site' };
  const response = await fetch(`${scheduling}/v1/programs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id,
      name: 'Evening IOP under test',
      level: 'IOP',
      regions: [region],
      timeZone: 'America/New_York',
      payers: [],
      capabilities: [],
      acceptance,
      tracks: [{ id: 'evening', ...session, capacity: places }],
    }),
  });
  if (response.status !== 201) throw new Error(`the program was answered ${response.status}`);
}

/**
 * Sends ratings and a detox discharge for each person, and repeats whatever was not acknowledged, as a
 * source system with a queue does. Keeps its own list of what was acknowledged.
 */
export class DischargeLoad {
  readonly #intake: string;
  readonly #region: string;
  readonly #people: number;
  /** Message ids that intake acknowledged. */
  readonly acknowledged = new Set<string>();
  retries = 0;
  #limit = Infinity;

  constructor(intake: string, region: string, people: number) {
    this.#intake = intake;
    this.#region = region;
    this.#people = people;
  }

  /** Events that are acknowledged in the end. */
  get events(): number {
    return this.#people * EVENTS_EACH;
  }

  /** Sends no further event while so many are acknowledged, until it is told a higher number. */
  waitAt(limit: number): void {
    this.#limit = limit;
  }

  async run(): Promise<void> {
    let next = 0;
    const worker = async () => {
      while (next < this.#people) await this.#person((next += 1));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async #person(n: number): Promise<void> {
    const now = new Date().toISOString();
    const person = { identifiers: [{ system: `urn:${this.#region}`, value: `P${n}` }] };
    const context = { region: this.#region };
    const stay = { id: `V${n}`, facility: this.#region, setting: 'withdrawal-management' };
    await this.#send('risk-ratings-recorded', now, {
      person,
      ratedAt: now,
      ratings: RATINGS,
      context,
    });
    await this.#send('stay-ended', now, { person, stay, endedAt: now, disposition: 'completed' });
  }

  /** Repeats the same event, with the same id, until it is acknowledged. */
  async #send(name: string, time: string, data: object): Promise<void> {
    const body = JSON.stringify({
      specversion: '1.0',
      id: randomUUID(),
      source: `urn:${this.#region}:feed`,
      type: `handrail.inbound.${name}.v1`,
      time,
      datacontenttype: 'application/json',
      data,
    });
    while (this.acknowledged.size >= this.#limit) await new Promise((wait) => setTimeout(wait, 20));
    for (;;) {
      const messageId = await this.#once(body).catch(() => undefined);
      if (messageId) {
        this.acknowledged.add(messageId);
        return;
      }
      this.retries += 1;
      await new Promise((wait) => setTimeout(wait, 200));
    }
  }

  async #once(body: string): Promise<string | undefined> {
    const response = await fetch(`${this.#intake}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body,
      signal: AbortSignal.timeout(15_000),
    });
    if (response.status !== 202) {
      await response.text();
      if (response.status < 500) throw new Error(`refused with ${response.status}`);
      return undefined;
    }
    const { results } = (await response.json()) as { results: Array<{ messageId: string }> };
    return results[0]!.messageId;
  }
}
