import { Injectable } from '@nestjs/common';
import type { PageAnswer } from '@handrail/contracts';
import type {
  LikelyPlace,
  WaitingActed,
  WaitingActName,
  WaitingGroup,
  WaitingItem,
} from '../api/waiting.js';
import { answered } from '../services/answered.js';
import { amount, array, object, string } from '../services/domain/json.js';
import { ServiceClient } from '../services/service-client.js';
import { readForecast } from './read-forecast.js';
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
    const query = `waitReason=${group}&limit=100${after}`;
    const ask = () => this.#client.get('scheduling', `/v1/waitlist?${query}`, 5_000);
    const [waiting, forecasts] = await Promise.all([
      answered('scheduling', ask, MEANING),
      this.#forecasts(query),
    ]);
    const body = object(waiting);
    return {
      items: array(body['items']).flatMap((each) => readWaiting(each, forecasts) ?? []),
      nextCursor: string(body['nextCursor']),
    };
  }

  /** The list is of use without them: a release that gives none, or is slow about it, leaves them out. */
  async #forecasts(query: string): Promise<Map<string, LikelyPlace>> {
    const ask = this.#client.get('scheduling', `/v1/waitlist/forecast?${query}`, 3_000);
    return readForecast(
      await ask.then(({ status, body }) => status === 200 && body).catch(() => null),
    );
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
