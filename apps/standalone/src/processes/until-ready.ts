import { setTimeout as sleep } from 'node:timers/promises';

export interface ReadyOptions {
  readonly withinMs: number;
  /** True once nobody waits any more. */
  readonly isCancelled: () => boolean;
}

/** Asks a service until it says it is ready; answers why not when it never does. */
export async function untilReady(
  url: string,
  { withinMs, isCancelled }: ReadyOptions,
): Promise<string | undefined> {
  let why = 'it does not answer';
  for (const until = Date.now() + withinMs; Date.now() < until; await sleep(200)) {
    if (isCancelled()) return undefined;
    const response = await fetch(new URL('/health/ready', url), {
      signal: AbortSignal.timeout(3_000),
    }).catch(() => undefined);
    if (response?.ok) return undefined;
    const body = (await response?.json().catch(() => undefined)) as { why?: string[] } | undefined;
    why = body?.why?.join(', ') || why;
  }
  return why;
}
