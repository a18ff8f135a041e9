import type { Protocol } from './domain/inbound.js';

/** Bytes as they came in, with what the way they came by says about them. */
export interface Arrived {
  readonly protocol: Protocol;
  readonly payload: Buffer;
  readonly receivedAt: string;
  /** The time its id begins with, where that is not `receivedAt`. */
  readonly idTime?: string;
  /** Of a request or a record; names in lower case. Of a stored message: those kept with it. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly contentType: string;
  /** Where on a log it stands, so that reading it again makes the same message. */
  readonly place?: string;
  /** It was stored by an earlier arrival and is read anew. */
  readonly isStored?: boolean;
}
