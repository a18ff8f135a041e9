import { Injectable } from '@nestjs/common';
import type { PageAnswer } from '@handrail/contracts';
import { Problem } from '@handrail/platform';
import type { CoordinationAct, CoordinationItem, CoordinationList } from '../api/coordination.js';
import { answered } from '../services/answered.js';
import { array, object, string } from '../services/domain/json.js';
import { ServiceClient } from '../services/service-client.js';
import { readItem } from './read-item.js';

/** The list of scheduling behind each list of the page. */
const ASKED: Readonly<Record<CoordinationList, string>> = {
  'to-review': 'needsReview=true',
  'no-program': 'waitReason=no-matching-program',
  'not-started': 'notStarted=true',
  'to-ask': 'askPerson=true',
};

const MEANING = 'Nothing was changed.';

/** Passes on the lists of placements that people have to look at; scheduling owns them. */
@Injectable()
export class CoordinationClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  async page(list: CoordinationList, cursor?: string): Promise<PageAnswer<CoordinationItem>> {
    const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const path = `/v1/placements?${ASKED[list]}&limit=100${after}`;
    const body = object(
      await answered('scheduling', () => this.#client.get('scheduling', path, 5_000), MEANING),
    );
    return {
      items: array(body['items']).flatMap((each) => readItem(each) ?? []),
      nextCursor: string(body['nextCursor']),
    };
  }

  /** A no gives the place to the next in line; the person keeps their rank. */
  async answer(id: string, body: object): Promise<CoordinationItem> {
    const path = `/v1/placements/${id}/person-answer`;
    const ask = () => this.#client.post('scheduling', path, body, 5_000);
    return this.#itemIn(await answered('scheduling', ask, MEANING, 'change'));
  }

  async act(
    id: string,
    act: CoordinationAct,
    body: object,
    ifMatch: string,
  ): Promise<CoordinationItem> {
    const ask = () =>
      this.#client.post('scheduling', `/v1/placements/${id}/${act}`, body, 5_000, {
        'if-match': ifMatch,
      });
    return this.#itemIn(await answered('scheduling', ask, MEANING, 'change'));
  }

  #itemIn(answer: unknown): CoordinationItem {
    const item = readItem(answer);
    if (item) return item;
    throw new Problem(502, 'not-a-placement', 'Scheduling answered something else', MEANING);
  }
}
