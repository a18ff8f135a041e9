import type { SubscriptionHealth } from '../log/event-log.js';

/** Which parts of the engine a process runs. */
export interface MessagingRoles {
  readonly consumer: boolean;
  readonly relay: boolean;
  readonly timers: boolean;
}

/** What the parts of a running engine say about themselves. */
export interface PartsHealth {
  /** Undefined where there is nothing to read. */
  readonly consumer: SubscriptionHealth | undefined;
  readonly relay: { readonly ok: boolean; readonly why?: string } | undefined;
  readonly circuits: readonly string[];
}

/** One sentence for each thing the engine does not do at present; empty when all is well. */
export function whyNotWhole({ consumer, relay, circuits }: PartsHealth): string[] {
  const why: string[] = [];
  if (consumer && !consumer.ok) why.push(`consumer: ${consumer.why ?? 'not healthy'}`);
  if (relay && !relay.ok) why.push(`relay: ${relay.why ?? 'not healthy'}`);
  return [...why, ...circuits];
}

/** An empty list of lags must not look like the good case when nobody could be asked. */
export const LAG_UNKNOWN = 'the event log does not say how far its readers are';

export const NO_ROLES: MessagingRoles = { consumer: false, relay: false, timers: false };
