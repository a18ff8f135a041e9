import { Injectable } from '@nestjs/common';
import { Problem } from '@handrail/platform';
import { answered } from '../services/answered.js';
import { array, object, string } from '../services/domain/json.js';
import { ServiceClient } from '../services/service-client.js';
import type { CareRequestTakenDto } from './care-requests.dto.js';
import { toEvent, type TypedRequest } from './domain/to-event.js';

const MEANING = 'Nobody was asked for care. Sending the same form again is safe.';
const EVENT = { 'content-type': 'application/cloudevents+json' };

/** Sends a request for care through intake's ordinary door, as any source does. */
@Injectable()
export class CareRequestsClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  async send(typed: TypedRequest): Promise<CareRequestTakenDto> {
    const ask = () => this.#client.post('intake', '/v1/events', toEvent(typed), 10_000, EVENT);
    const body = object(await answered('intake', ask, MEANING));
    const [result] = array(body['results']).map(object);
    const [messageId, status] = [string(result?.['messageId']), string(result?.['status'])];
    if (messageId && status && status !== 'rejected') return { messageId, status };
    throw new Problem(502, 'not-taken', 'Intake did not take the request', MEANING);
  }
}
