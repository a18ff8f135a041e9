/**
 * What a rule answers. A rule is a pure function: state and event in, decision out. "Nothing
 * happened" is an answer with a reason, never silence, because operations staff must be able to
 * read why an event had no effect.
 */
export type Decision<E> = Happened<E> | Ignored | Superseded;

export interface Happened<E> {
  readonly kind: 'happened';
  readonly events: readonly E[];
}

/** The event is understood and does not change anything; `reason` is a stable code, not prose. */
export interface Ignored {
  readonly kind: 'ignored';
  readonly reason: string;
}

/** A newer fact already replaced what this event says (an older report, a cancelled fact). */
export interface Superseded {
  readonly kind: 'superseded';
  readonly reason: string;
}

export const happened = <E>(...events: readonly E[]): Happened<E> => ({ kind: 'happened', events });
export const ignored = (reason: string): Ignored => ({ kind: 'ignored', reason });
export const superseded = (reason: string): Superseded => ({ kind: 'superseded', reason });
