import type { Queryable } from '@handrail/messaging';
import { openKeys, type MasterKeyFiles } from '../encryption/open-keys.js';
import { Vault } from '../encryption/vault.js';
import { MatchHashes } from '../matching/matchable.js';
import { Matcher } from '../matching/matcher.js';
import { readParameters } from '../matching/read-parameters.js';
import type { Identification } from './identification.js';
import { Pseudonyms } from './pseudonyms.js';

/** Everything that hangs on the master key, made once when the service starts. */
export async function openIdentification(
  db: Queryable,
  settings: MasterKeyFiles & { readonly MATCHING_FILE?: string },
): Promise<Identification> {
  const { wrapping, pseudonyms, matching } = await openKeys(db, settings);
  const vault = new Vault(wrapping);
  const hashes = new MatchHashes(matching, await readParameters(settings.MATCHING_FILE));
  return {
    wrapping,
    vault,
    matcher: new Matcher(vault, hashes),
    pseudonyms: new Pseudonyms(pseudonyms),
  };
}
