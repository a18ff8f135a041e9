/** An open READ COMMITTED transaction on one connection. Every statement text is prepared once. */
export interface Tx {
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}
