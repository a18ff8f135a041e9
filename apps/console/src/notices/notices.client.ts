import { Injectable } from '@nestjs/common';
import type { PageAnswer } from '@handrail/contracts';
import type { NoticeAct, NoticeEvidence, NoticeItem } from '../api/notices.js';
import { answered } from '../services/answered.js';
import { ServiceClient } from '../services/service-client.js';

const MEANING = 'Nothing was changed.';
const TIMEOUT_MS = 5_000;
const PATH = '/v1/capacity/notices';

/** Passes on notices to the State; scheduling owns them. */
@Injectable()
export class NoticesClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  page(cursor?: string): Promise<PageAnswer<NoticeItem>> {
    const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const ask = () => this.#client.get('scheduling', `${PATH}?limit=50${after}`, TIMEOUT_MS);
    return answered('scheduling', ask, MEANING);
  }

  evidence(id: string): Promise<NoticeEvidence> {
    const ask = () => this.#client.get('scheduling', `${PATH}/${id}/evidence`, TIMEOUT_MS);
    return answered('scheduling', ask, MEANING);
  }

  act(id: string, act: NoticeAct, body: object, ifMatch: string): Promise<NoticeItem> {
    const headers = { 'if-match': ifMatch };
    const path = `${PATH}/${id}/${act}`;
    const ask = () => this.#client.post('scheduling', path, body, TIMEOUT_MS, headers);
    return answered('scheduling', ask, MEANING, 'change');
  }
}
