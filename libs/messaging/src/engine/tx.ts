/** Anything that runs a statement: a transaction, or the pool for short statements on their own. */
export interface Queryable {
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /**
   * What a transaction has beside: sends a statement behind those before it without waiting for the answer.
   * A failure is thrown by the next `query`, or else instead of the commit. See `execute`.
   */
  send?(sql: string, params?: readonly unknown[]): void;
  /** What a transaction has beside: calls back once it is known that it committed, else never. */
  afterCommit?(work: () => void): void;
}

/** An open READ COMMITTED transaction on one connection. Every statement text is prepared once. */
export type Tx = Queryable;

/** Runs a statement whose rows nobody needs; inside of a transaction nobody waits for it. */
export async function execute(
  db: Queryable,
  sql: string,
  params: readonly unknown[] = [],
): Promise<void> {
  if (db.send) db.send(sql, params);
  else await db.query(sql, params);
}
