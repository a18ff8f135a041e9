import type { Vault } from '../encryption/vault.js';
import type { WrappingKeys } from '../encryption/wrapping-keys.js';
import type { Matcher } from '../matching/matcher.js';
import type { Pseudonyms } from './pseudonyms.js';

/** What it takes to say who a message is about, and to keep it secret. */
export interface Identification {
  readonly pseudonyms: Pseudonyms;
  readonly matcher: Matcher;
  readonly vault: Vault;
  readonly wrapping: WrappingKeys;
}
