import { Injectable } from '@nestjs/common';
import type { PageAnswer } from '@handrail/contracts';
import type { Webhook, ReceiverAct, WebhookDelivery, WebhookWithSecret } from '../api/webhooks.js';
import { answered } from '../services/answered.js';
import { ServiceClient } from '../services/service-client.js';

const MEANING = 'Nothing was changed.';
const TIMEOUT_MS = 5_000;
const PATH = '/v1/webhooks';

/** Passes on receivers of webhooks; scheduling owns them. Secrets go through once and are kept nowhere here. */
@Injectable()
export class WebhooksClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  page(query: Readonly<Record<string, string>>): Promise<PageAnswer<Webhook>> {
    return this.#read(`${PATH}?${new URLSearchParams(query).toString()}`);
  }

  byId(id: string): Promise<Webhook> {
    return this.#read(`${PATH}/${id}`);
  }

  deliveries(
    id: string,
    query: Readonly<Record<string, string>>,
  ): Promise<PageAnswer<WebhookDelivery>> {
    return this.#read(`${PATH}/${id}/deliveries?${new URLSearchParams(query).toString()}`);
  }

  subscribe(asked: object): Promise<WebhookWithSecret> {
    return this.#change(PATH, asked);
  }

  act(
    id: string,
    act: ReceiverAct,
    body: object,
    ifMatch: string,
  ): Promise<Webhook | WebhookWithSecret> {
    return this.#change(`${PATH}/${id}/${act}`, body, { 'if-match': ifMatch });
  }

  resend(id: string, body: object): Promise<{ deliveries: number }> {
    return this.#change(`${PATH}/${id}/resend`, body);
  }

  #read<T>(path: string): Promise<T> {
    const ask = () => this.#client.get('scheduling', path, TIMEOUT_MS);
    return answered<T>('scheduling', ask, MEANING);
  }

  #change<T>(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<T> {
    const ask = () => this.#client.post('scheduling', path, body, TIMEOUT_MS, headers);
    return answered<T>('scheduling', ask, MEANING, 'change');
  }
}
