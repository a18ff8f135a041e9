/**
 * What a rule may know besides its event: the state of the key, the time the rule must take for now
 * (the event's recorded time or the timer's due time, never the clock) and ids that come out the same
 * when the same event is decided again.
 */
export interface Moment<S> {
  readonly state: S;
  readonly key: string;
  /** RFC 3339 UTC. */
  readonly now: string;
  /** An id that depends only on the event being handled and `purpose`. */
  newId(purpose: string): string;
}
