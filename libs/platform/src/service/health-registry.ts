/** What a readiness check answers: nothing when all is well, else the reasons. */
export type ReadinessCheck = () => Promise<readonly string[]> | readonly string[];

/** Collects the reasons why a service is not ready; whoever owns a dependency adds its check. */
export class HealthRegistry {
  readonly #checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.#checks.set(name, check);
  }

  /** All reasons; a check that fails or takes longer than two seconds is a reason itself. */
  async reasons(): Promise<string[]> {
    const answers = await Promise.all(
      [...this.#checks].map(async ([name, check]) => {
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
