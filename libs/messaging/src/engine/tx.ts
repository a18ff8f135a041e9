/** Anything that runs a statement: a transaction, or the pool for short statements on their own. */
export interface Queryable {
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

/** An open READ COMMITTED transaction on one connection. Every statement text is prepared once. */
export type Tx = Queryable;
