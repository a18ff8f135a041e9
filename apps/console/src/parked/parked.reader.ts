import { Injectable } from '@nestjs/common';
import { SERVICES } from '../api/names.js';
import type { Service } from '../api/names.js';
import type { ParkedGroup, ParkedView } from './parked.view.js';
import { ServiceClient } from '../services/service-client.js';
import { groupParked, readParked } from './domain/group-parked.js';
import type { ParkedEntry } from './domain/group-parked.js';

/** Most events one group act touches: what went wrong once should not be repeated without limit. */
export const ACT_CAP = 200;

const PAGES = 5;

interface Read {
  readonly service: Service;
  /** Null when the service did not answer. */
  readonly items: readonly ParkedEntry[] | null;
  readonly cut: boolean;
}

/** Reads what every service has parked, on demand only. */
@Injectable()
export class ParkedReader {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  async view(): Promise<ParkedView> {
    const reads = await Promise.all(SERVICES.map((service) => this.read(service)));
    const items = reads.flatMap((answer) => answer.items ?? []);
    const groups = groupParked(items) as ParkedGroup[];
    return {
      at: new Date().toISOString(),
      total: items.length,
      groups,
      unknown: reads.filter((answer) => answer.items === null).map((answer) => answer.service),
      cut: reads.filter((answer) => answer.cut).map((answer) => answer.service),
      cap: ACT_CAP,
    };
  }

  async read(service: Service): Promise<Read> {
    const items: ParkedEntry[] = [];
    let cursor = '';
    try {
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await this.#client.get(service, `/v1/parked?limit=200${cursor}`);
        if (answer.status !== 200) return { service, items: null, cut: false };
        const body = (answer.body ?? {}) as { items?: unknown; nextCursor?: unknown };
        for (const value of Array.isArray(body.items) ? body.items : []) {
          const item = readParked(service, value);
          if (item) items.push(item);
        }
        if (typeof body.nextCursor !== 'string') return { service, items, cut: false };
        cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
      }
      return { service, items, cut: true };
    } catch {
      return { service, items: null, cut: false };
    }
  }
}
