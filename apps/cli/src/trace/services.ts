import { authorizationOf } from '../authorization.js';
import type {
  JourneyItemAnswer,
  MessageAnswer,
  PageAnswer,
  PlacementAnswer,
  ReassessmentAnswer,
} from '@handrail/contracts';
import type { ToolEnvironment } from '../command.js';
import { addressOf, type AskedService } from '../service-address.js';

/** Reads what the services tell over HTTP. */
export class Services {
  readonly #env: ToolEnvironment;

  constructor(env: ToolEnvironment) {
    this.#env = env;
  }

  message(id: string): Promise<MessageAnswer | undefined> {
    return this.#get('intake', `/v1/messages/${id}`);
  }

  messagesByControlId(controlId: string): Promise<readonly MessageAnswer[]> {
    return this.#list('intake', `/v1/messages?controlId=${encodeURIComponent(controlId)}`);
  }

  person(id: string): Promise<{ readonly id: string } | undefined> {
    return this.#get('intake', `/v1/persons/${id}`);
  }

  personsByIdentifier(identifier: string): Promise<ReadonlyArray<{ readonly id: string }>> {
    return this.#list('intake', `/v1/persons?identifier=${encodeURIComponent(identifier)}`);
  }

  journeyOf(personId: string): Promise<readonly JourneyItemAnswer[]> {
    return this.#list('outcomes', `/v1/persons/${personId}/journey?`);
  }

  chainOf(messageId: string): Promise<readonly JourneyItemAnswer[]> {
    return this.#list('outcomes', `/v1/journeys/by-message/${messageId}?`);
  }

  reassessment(id: string): Promise<ReassessmentAnswer | undefined> {
    return this.#get('assessment', `/v1/reassessments/${id}`);
  }

  placement(id: string): Promise<PlacementAnswer | undefined> {
    return this.#get('scheduling', `/v1/placements/${id}`);
  }

  /** Every page of a list. */
  async #list<T>(service: AskedService, path: string): Promise<readonly T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = await this.#get<PageAnswer<T>>(service, `${path}&limit=200${after}`);
      items.push(...(page?.items ?? []));
      cursor = page?.nextCursor ?? null;
    } while (cursor !== null);
    return items;
  }

  /** The body; undefined when there is no such thing. */
  async #get<T>(service: AskedService, path: string): Promise<T | undefined> {
    const base = addressOf(this.#env, service);
    const response = await fetch(new URL(path, base), {
      headers: authorizationOf(this.#env),
      signal: AbortSignal.timeout(15_000),
    }).catch(() => {
      throw new Error(`${service} does not answer at ${base} (is Handrail running?)`);
    });
    if (response.status === 404 || response.status === 400) return undefined;
    if (!response.ok) throw new Error(`${service} answered ${response.status} for ${path}`);
    return (await response.json()) as T;
  }
}
