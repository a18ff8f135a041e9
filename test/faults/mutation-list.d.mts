/** A safeguard, the smallest change that takes it out, and the tests that must notice. */
export interface Mutation {
  readonly name: string;
  readonly edits: ReadonlyArray<{
    readonly file: string;
    readonly find: string;
    readonly replace: string;
  }>;
  readonly test: { readonly project: string; readonly pattern: string };
}

export const MUTATIONS: readonly Mutation[];
