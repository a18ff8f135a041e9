import type { Static, TObject } from '@sinclair/typebox';

export type ContextName = 'intake' | 'assessment' | 'scheduling' | 'outcomes';

/**
 * One released event. The JSON Schema in `data` is the contract: producers and consumers both
 * validate against it and ignore fields they do not know. A released version never changes; a
 * change is a new file with the next version and an upcaster.
 */
export interface EventContract<S extends TObject = TObject> {
  readonly context: ContextName;
  /** Past tense, kebab-case, for example `stay-ended`. */
  readonly name: string;
  readonly version: number;
  /** The literal on the wire (`ce_type`). Never derived from a class name. */
  readonly type: string;
  /** What must be true in the world when this event appears. */
  readonly firesWhen: string;
  /** The data field whose value is the record key: it decides the partition and the order. */
  readonly key: 'personId' | 'programId' | 'feedId';
  readonly data: S;
  readonly example: Static<S>;
}

export type DataOf<C> = C extends EventContract<infer S> ? Static<S> : never;

export function defineEvent<S extends TObject>(contract: EventContract<S>): EventContract<S> {
  return Object.freeze(contract);
}

/** The one topic a context publishes on. */
export const topicOf = (context: ContextName): string => `handrail.${context}`;

/** Where source systems may publish CloudEvents directly. */
export const INBOUND_TOPIC = 'handrail.inbound';
