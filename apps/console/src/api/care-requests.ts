/** What intake made of a request for care. */
export interface CareRequestTaken {
  /** The message it is stored as. */
  readonly messageId: string;
  readonly status: string;
}
