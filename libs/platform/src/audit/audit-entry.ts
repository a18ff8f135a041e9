/** What a row of the audit says; its place in the chain and its time are the database's. */
export interface AuditFacts {
  readonly actor: string;
  readonly client: string;
  readonly organisation: string | null;
  /** Method and route: `POST /v1/placements/:id/hold`. */
  readonly act: string;
  /** The id in the route, of whatever it names. */
  readonly object: string | null;
  /** Ids of the persons who were seen or changed, and of other things whose lanes were held. */
  readonly subjects: readonly string[];
  readonly purpose: string | null;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
  /** The same in every service that took part. */
  readonly requestId: string;
}

/** A row as it is kept. */
export interface AuditEntry extends AuditFacts {
  readonly shard: number;
  /** From 1 in each shard, without a gap. */
  readonly seq: number;
  /** RFC 3339 UTC with microseconds. */
  readonly at: string;
  /** SHA-256 of the row before it in its shard, as hex; of the first row zeros. */
  readonly previous: string;
  readonly hash: string;
}
