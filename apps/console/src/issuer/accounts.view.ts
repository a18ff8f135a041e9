import type { LocalAccount } from './accounts.js';

export interface AccountRow extends LocalAccount {
  /** After wrong passwords, until then nobody signs in with it; null otherwise. */
  readonly lockedUntil: string | null;
}

/** Who can sign in at the embedded issuer. */
export interface AccountsView {
  /** Null where the network has an issuer of its own, or none is used: accounts are kept there. */
  readonly accounts: readonly AccountRow[] | null;
}
