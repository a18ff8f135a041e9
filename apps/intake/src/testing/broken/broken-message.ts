/** A message somebody broke, and what its sender and whoever looks after the feed are told. */
export interface BrokenMessage {
  /** Completes "a message with ...". */
  readonly name: string;
  readonly bytes: Buffer;
  /** HL7: `MSA-1 MSA-2` of each acknowledgement. FHIR and CloudEvents: the HTTP status. */
  readonly answer: readonly string[] | number;
  /** `disposition: reason` as the message list shows it; empty where nothing could be stored. */
  readonly became: string;
  /** Places and reasons the message list and, of a refusal, the answer show. */
  readonly problems: readonly string[];
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
