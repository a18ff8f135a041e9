/** `GET /v1/session/me`: who the console takes the reader for, and what they may. */
export interface Me {
  readonly kind: 'local' | 'person' | 'system';
  readonly actor: string;
  readonly organisation: string | null;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** The same in words. */
  readonly may: readonly string[];
  /** Whether there is an issuer to sign in at. */
  readonly canSignIn: boolean;
  /** Whether its account is of this machine, with a password here. */
  readonly hasPasswordHere: boolean;
}
