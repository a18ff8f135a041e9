import { Injectable } from '@nestjs/common';
import { array, object, string } from './domain/json.js';
import { ServiceClient } from './service-client.js';

/** Names hardly ever change: read so often at most, and once more when an id is new. */
const FRESH_MS = 60_000;
const AGAIN_AFTER_MS = 5_000;
/** More programs than the largest network has. */
const PAGES = 25;

/**
 * What programs are called, for lists that know them by their ids. Events carry ids alone; the names are
 * asked of the scheduling service, and a list is shown without them when it does not answer.
 */
@Injectable()
export class ProgramNames {
  readonly #client: ServiceClient;
  #names: ReadonlyMap<string, string> = new Map();
  #readAtMs = -Infinity;
  #reading: Promise<void> | null = null;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  /** The names that are known, at least of these programs. */
  async known(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const isNew = ids.some((id) => id !== null && !this.#names.has(id));
    const ageMs = performance.now() - this.#readAtMs;
    if (ids.some((id) => id !== null) && ageMs > (isNew ? AGAIN_AFTER_MS : FRESH_MS))
      await (this.#reading ??= this.#read().finally(() => (this.#reading = null)));
    return this.#names;
  }

  /** Every program with its name, in the order of names. */
  async all(): Promise<{ id: string; name: string }[]> {
    await this.known(['']);
    return [...this.#names]
      .map(([id, name]) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
  }

  async #read(): Promise<void> {
    const names = new Map<string, string>();
    let cursor: string | null = '';
    // A service that is silent now is not asked again by the next row.
    this.#readAtMs = performance.now();
    for (let page = 0; page < PAGES && cursor !== null; page += 1) {
      const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const answer = await this.#client
        .get('scheduling', `/v1/programs?limit=200${after}`)
        .catch(() => null);
      if (answer?.status !== 200) return;
      const body = object(answer.body);
      for (const each of array(body['items']).map(object)) {
        const [id, name] = [string(each['id']), string(each['name'])];
        if (id !== null && name !== null) names.set(id, name);
      }
      cursor = string(body['nextCursor']);
    }
    this.#names = names;
  }
}
