import type { Environment } from '../command.js';

/** A source message as intake shows it. */
export interface MessageView {
  readonly id: string;
  readonly source: string;
  readonly protocol: string;
  readonly type: string;
  readonly controlId: string | null;
  readonly receivedAt: string;
  readonly disposition: string;
  readonly reason: string | null;
  readonly personId: string | null;
  readonly produced: readonly string[];
}

/** One line of a journey as outcomes shows it. */
export interface JourneyLine {
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly eventId: string;
  readonly causedBy: string;
  readonly messageId: string;
  readonly personId: string;
  readonly about: Readonly<Record<string, string>>;
}

/** The part of a determination that says why. */
export interface DeterminationView {
  readonly level: string | null;
  readonly alternatives: readonly string[];
  readonly supports: readonly string[];
  readonly trace: ReadonlyArray<{
    readonly rule: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly effect: string;
    readonly source: string;
  }>;
  readonly wouldChangeIf: ReadonlyArray<{
    readonly input: string;
    readonly to: unknown;
    readonly level: string | null;
  }>;
}

export interface ReassessmentView {
  readonly id: string;
  readonly status: string;
  readonly dueAt: string;
  readonly determination?: DeterminationView | null;
}

export interface PlacementView {
  readonly id: string;
  readonly status: string;
  readonly waitReason: string | null;
  readonly candidates: ReadonlyArray<{
    readonly programId: string;
    readonly trackId: string;
    readonly score: number;
    readonly parts: Readonly<Record<string, number>>;
    readonly excludedBecause: readonly string[];
  }>;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const DEFAULT_URLS = {
  intake: 'http://127.0.0.1:3001',
  assessment: 'http://127.0.0.1:3002',
  scheduling: 'http://127.0.0.1:3003',
  outcomes: 'http://127.0.0.1:3004',
} as const;

type ServiceName = keyof typeof DEFAULT_URLS;

/** Reads what the services tell over HTTP. */
export class Services {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  message(id: string): Promise<MessageView | undefined> {
    return this.#get('intake', `/v1/messages/${id}`);
  }

  messagesByControlId(controlId: string): Promise<readonly MessageView[]> {
    return this.#list('intake', `/v1/messages?controlId=${encodeURIComponent(controlId)}`);
  }

  person(id: string): Promise<{ readonly id: string } | undefined> {
    return this.#get('intake', `/v1/persons/${id}`);
  }

  personsByIdentifier(identifier: string): Promise<ReadonlyArray<{ readonly id: string }>> {
    return this.#list('intake', `/v1/persons?identifier=${encodeURIComponent(identifier)}`);
  }

  journeyOf(personId: string): Promise<readonly JourneyLine[]> {
    return this.#list('outcomes', `/v1/persons/${personId}/journey?`);
  }

  chainOf(messageId: string): Promise<readonly JourneyLine[]> {
    return this.#list('outcomes', `/v1/journeys/by-message/${messageId}?`);
  }

  reassessment(id: string): Promise<ReassessmentView | undefined> {
    return this.#get('assessment', `/v1/reassessments/${id}`);
  }

  placement(id: string): Promise<PlacementView | undefined> {
    return this.#get('scheduling', `/v1/placements/${id}`);
  }

  /** Every page of a list. */
  async #list<T>(service: ServiceName, path: string): Promise<readonly T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = await this.#get<Page<T>>(service, `${path}&limit=200${after}`);
      items.push(...(page?.items ?? []));
      cursor = page?.nextCursor ?? null;
    } while (cursor !== null);
    return items;
  }

  /** The body; undefined when there is no such thing. */
  async #get<T>(service: ServiceName, path: string): Promise<T | undefined> {
    const base = this.#env[`HANDRAIL_${service.toUpperCase()}_URL`] ?? DEFAULT_URLS[service];
    const response = await fetch(new URL(path, base), {
      signal: AbortSignal.timeout(15_000),
    }).catch(() => {
      throw new Error(`${service} does not answer at ${base} (is Handrail running?)`);
    });
    if (response.status === 404 || response.status === 400) return undefined;
    if (!response.ok) throw new Error(`${service} answered ${response.status} for ${path}`);
    return (await response.json()) as T;
  }
}
