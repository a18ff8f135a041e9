import { Injectable } from '@nestjs/common';
import type { PageAnswer } from '@handrail/contracts';
import type { WaitingActed, WaitingActName, WaitingGroup, WaitingItem } from '../api/waiting.js';
import { answered } from '../services/answered.js';
import { amount, array, object, string } from '../services/domain/json.js';
import { ServiceClient } from '../services/service-client.js';
import { readWaiting } from './read-waiting.js';

const MEANING = 'Nothing was changed.';

/** Passes on the waiting list and what people do about it; scheduling owns it. */
@Injectable()
export class WaitingClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  async page(group: WaitingGroup, cursor?: string): Promise<PageAnswer<WaitingItem>> {
    const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const path = `/v1/waitlist?waitReason=${group}&limit=100${after}`;
    const ask = () => this.#client.get('scheduling', path, 5_000);
    const body = object(await answered('scheduling', ask, MEANING));
    return {
      items: array(body['items']).flatMap((each) => readWaiting(each) ?? []),
      nextCursor: string(body['nextCursor']),
    };
  }

  async act(
    placementId: string,
    act: WaitingActName,
    body: object,
    ifMatch: string,
  ): Promise<WaitingActed> {
    const path = `/v1/waitlist/${placementId}/${act}`;
    const ask = () => this.#client.post('scheduling', path, body, 5_000, { 'if-match': ifMatch });
    const after = object(await answered('scheduling', ask, MEANING, 'change'));
    return { placementId, version: amount(after['version']) };
  }
}
