/** Notifications of a subscription that are meant to be empty, by their kind. */
export const MEANT_EMPTY: readonly string[] = ['handshake', 'heartbeat', 'query-status'];

/** Why one that tells of an event, and carries nothing of it, is ignored. */
export const NOTHING_CARRIED = 'nothing-carried';
