import { Injectable } from '@nestjs/common';
import { answered } from '../services/answered.js';
import { ServiceClient } from '../services/service-client.js';

/** The longest a list of a large network takes. */
const READ_TIMEOUT_MS = 5_000;

/** The scheduling service for the Care area: its refusals are passed on as they are. */
@Injectable()
export class SchedulingClient {
  readonly #services: ServiceClient;

  constructor(services: ServiceClient) {
    this.#services = services;
  }

  get<T>(path: string): Promise<T> {
    const ask = () => this.#services.get('scheduling', path, READ_TIMEOUT_MS);
    return answered<T>('scheduling', ask, MEANING);
  }

  post<T>(path: string, body: object, ifMatch?: string): Promise<T> {
    const headers: Record<string, string> = ifMatch ? { 'if-match': ifMatch } : {};
    const ask = () => this.#services.post('scheduling', path, body, READ_TIMEOUT_MS, headers);
    return answered<T>('scheduling', ask, MEANING, 'change');
  }
}

/** What a silence means for whoever acts. */
const MEANING = 'Read it again before you repeat anything.';
