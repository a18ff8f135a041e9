import { Injectable } from '@nestjs/common';
import type { PageAnswer } from '@handrail/contracts';
import type {
  ConsentActName,
  ConsentItem,
  Disclosures,
  EmergencyActName,
  EmergencyItem,
} from '../api/privacy.js';
import { answered } from '../services/answered.js';
import { ServiceClient } from '../services/service-client.js';

const MEANING = 'Nothing was changed.';
const TIMEOUT_MS = 5_000;
const ACCESSES = '/v1/emergency-accesses';

/** Passes on consents, which intake owns, and what was disclosed, which scheduling keeps. */
@Injectable()
export class PrivacyClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  consents(personId: string): Promise<{ items: ConsentItem[] }> {
    const ask = () => this.#client.get('intake', `/v1/persons/${personId}/consents`, TIMEOUT_MS);
    return answered('intake', ask, MEANING);
  }

  record(personId: string, body: object): Promise<ConsentItem> {
    const path = `/v1/persons/${personId}/consents`;
    const ask = () => this.#client.post('intake', path, body, TIMEOUT_MS);
    return answered('intake', ask, MEANING, 'change');
  }

  actOnConsent(
    id: string,
    act: ConsentActName,
    body: object,
    ifMatch: string,
  ): Promise<ConsentItem> {
    const headers = { 'if-match': ifMatch };
    const path = `/v1/consents/${id}/${act}`;
    const ask = () => this.#client.post('intake', path, body, TIMEOUT_MS, headers);
    return answered('intake', ask, MEANING, 'change');
  }

  disclosures(personId: string): Promise<Disclosures> {
    const path = `/v1/persons/${personId}/disclosures`;
    const ask = () => this.#client.get('scheduling', path, TIMEOUT_MS);
    return answered('scheduling', ask, MEANING);
  }

  accesses(query: Readonly<Record<string, string>>): Promise<PageAnswer<EmergencyItem>> {
    const asked = new URLSearchParams({ ...query, limit: '50' }).toString();
    const ask = () => this.#client.get('scheduling', `${ACCESSES}?${asked}`, TIMEOUT_MS);
    return answered('scheduling', ask, MEANING);
  }

  open(body: object): Promise<EmergencyItem> {
    const ask = () => this.#client.post('scheduling', ACCESSES, body, TIMEOUT_MS);
    return answered('scheduling', ask, MEANING, 'change');
  }

  actOnAccess(
    id: string,
    act: EmergencyActName,
    body: object,
    ifMatch: string,
  ): Promise<EmergencyItem> {
    const headers = { 'if-match': ifMatch };
    const path = `${ACCESSES}/${id}/${act}`;
    const ask = () => this.#client.post('scheduling', path, body, TIMEOUT_MS, headers);
    return answered('scheduling', ask, MEANING, 'change');
  }
}
