/** What a message is found by afterwards: intake's own id, or what its sender called it. */
export type Trail =
  | { readonly messageId: string }
  | { readonly controlId: string }
  /** It carries nothing to find it by. */
  | null;

/** What became of a message, as intake tells of it. */
export interface Became {
  readonly disposition: string;
  readonly reason: string;
  readonly problems: ReadonlyArray<{
    readonly path?: string;
    readonly reason?: string;
    readonly accepted?: string;
  }>;
}

const SETTLE_MS = 5_000;
const PAUSE_MS = 100;

/**
 * Asks intake what became of messages that were sent. An acknowledgement says that a message was stored;
 * whether it was applied, parked or rejected is known here.
 */
export class Dispositions {
  #answers = true;
  readonly #intakeUrl: string;
  readonly #settleMs: number;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    intakeUrl: string,
    headers: Readonly<Record<string, string>> = {},
    settleMs = SETTLE_MS,
  ) {
    this.#headers = headers;
    this.#settleMs = settleMs;
    this.#intakeUrl = intakeUrl;
  }

  /** Null when it cannot be known: nothing to find it by, or intake does not answer by HTTP. */
  async of(trail: Trail): Promise<Became | null> {
    if (!trail || !this.#answers) return null;
    const end = Date.now() + this.#settleMs;
    for (;;) {
      const found = await this.#read(trail).catch(() => {
        // One silence is enough: a long file must not wait for each of its messages.
        this.#answers = false;
        return null;
      });
      if (found && found.disposition !== 'pending') return found;
      if (!this.#answers || Date.now() > end) return null;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async #read(trail: NonNullable<Trail>): Promise<Became | null> {
    const path =
      'messageId' in trail
        ? `/v1/messages/${encodeURIComponent(trail.messageId)}`
        : `/v1/messages?limit=1&controlId=${encodeURIComponent(trail.controlId)}`;
    const response = await fetch(new URL(path, this.#intakeUrl), {
      headers: { accept: 'application/json', ...this.#headers },
      signal: AbortSignal.timeout(this.#settleMs),
    });
    if (response.status >= 500) throw new Error('intake fails');
    if (!response.ok) return null;
    const body = (await response.json()) as { items?: unknown[] };
    return became(Array.isArray(body.items) ? body.items[0] : body);
  }
}

function became(value: unknown): Became | null {
  const { disposition, reason, problems } = (value ?? {}) as Partial<Became>;
  if (typeof disposition !== 'string') return null;
  return { disposition, reason: reason ?? '', problems: Array.isArray(problems) ? problems : [] };
}

/** For the end of a line: `rejected: no-patient-identifier`. */
export const becameText = (became: Became | null): string =>
  became ? [became.disposition, became.reason].filter(Boolean).join(': ') : 'disposition not known';

/** What was wrong and what would be accepted, a line each, where a message was not applied. */
export const becameHints = (became: Became | null): string[] =>
  became && NOT_APPLIED.has(became.disposition)
    ? became.problems.map(({ path, reason, accepted }) =>
        [`${path ?? ''} ${reason ?? ''}`.trim(), accepted && `accepted would be: ${accepted}`]
          .filter(Boolean)
          .join('; '),
      )
    : [];

const NOT_APPLIED: ReadonlySet<string> = new Set(['rejected', 'parked']);

/** Somebody has to do something about it before it has an effect. */
export const isHeldBack = (became: Became): boolean => NOT_APPLIED.has(became.disposition);
