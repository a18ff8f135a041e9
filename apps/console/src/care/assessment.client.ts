import { Injectable } from '@nestjs/common';
import { answered } from '../services/answered.js';
import { ServiceClient } from '../services/service-client.js';

/** A year of determinations is evaluated again within seconds; anything longer has hung. */
const WHAT_IF_TIMEOUT_MS = 60_000;

/**
 * The assessment service for the Care area. Its refusals are passed on as they are, with who did
 * what meanwhile; when it does not answer the caller is told whether something may have changed.
 */
@Injectable()
export class AssessmentClient {
  readonly #services: ServiceClient;

  constructor(services: ServiceClient) {
    this.#services = services;
  }

  get<T>(path: string): Promise<T> {
    const ask = () => this.#services.get('assessment', path, 5_000);
    return answered<T>('assessment', ask, KEPT);
  }

  post<T>(path: string, body: object, ifMatch?: string): Promise<T> {
    const headers: Record<string, string> = ifMatch ? { 'if-match': ifMatch } : {};
    const ask = () => this.#services.post('assessment', path, body, WHAT_IF_TIMEOUT_MS, headers);
    return answered<T>('assessment', ask, KEPT, 'change');
  }
}

/** What a silence means for whoever was typing. */
const KEPT = 'What you typed is kept here.';
