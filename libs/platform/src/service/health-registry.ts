/** What a check answers: nothing when all is well, else the reasons. */
export type HealthCheck = () => Promise<readonly string[]> | readonly string[];

/** What a service says about itself, as reasons; an empty list is the good case. */
export interface Health {
  /** Why nobody should send requests here: it starts, it stops, or its database is away. */
  readonly notReady: readonly string[];
  /**
   * What it does not do at present although it answers requests: a topic is paused, the broker is away.
   * Nobody may take it out of a balancer for that, because requests are how people repair it.
   */
  readonly degraded: readonly string[];
}

type Kind = 'ready' | 'whole' | 'live';

/**
 * Collects what is wrong with a service; whoever owns a dependency or a loop adds its check. Three
 * questions have three answers: may requests come (`add`), is everything done that should be
 * (`addDegradation`), and does every loop turn, or must the process be replaced (`addLiveness`). Why not
 * terminus, which has one answer: docs/adr/0021.
 */
export class HealthRegistry {
  readonly #checks: Readonly<Record<Kind, Map<string, HealthCheck>>> = {
    ready: new Map(),
    whole: new Map(),
    live: new Map(),
  };

  /** A reason of this check takes the service out of balancers. */
  add(name: string, check: HealthCheck): void {
    this.#checks.ready.set(name, check);
  }

  /** A reason of this check is shown and alerts, and requests keep coming. */
  addDegradation(name: string, check: HealthCheck): void {
    this.#checks.whole.set(name, check);
  }

  /** A reason of this check lets the orchestrator start the process anew. It must not do any I/O. */
  addLiveness(name: string, check: HealthCheck): void {
    this.#checks.live.set(name, check);
  }

  async read(): Promise<Health> {
    const [notReady, degraded] = await Promise.all([this.#ask('ready'), this.#ask('whole')]);
    return { notReady, degraded };
  }

  /** Why the process has to be replaced; empty while every loop turns. */
  stuck(): Promise<string[]> {
    return this.#ask('live');
  }

  /** All reasons; a check that fails or takes longer than two seconds is a reason itself. */
  async #ask(kind: Kind): Promise<string[]> {
    const answers = await Promise.all(
      [...this.#checks[kind]].map(async ([name, check]) => {
        try {
          return [...(await within(2_000, Promise.resolve(check())))];
        } catch {
          return [`${name} does not answer`];
        }
      }),
    );
    return answers.flat();
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
