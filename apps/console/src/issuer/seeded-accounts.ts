import { randomBytes } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ACCESS_ROLE_NAMES, type AccessRoleName } from '@handrail/platform';
import type { Accounts } from './accounts.js';

/** Who can sign in on one machine: a person of each role, and somebody who looks around in all of them. */
const SEEDED: Readonly<Record<string, readonly AccessRoleName[]>> = {
  'nurse-1': ['nurse'],
  'physician-1': ['physician'],
  'coordinator-1': ['coordinator'],
  'desk-1': ['admission-desk'],
  'operator-1': ['operator'],
  'steward-1': ['records-steward'],
  'privacy-1': ['privacy-officer'],
  everybody: ACCESS_ROLE_NAMES,
};

/** The account a browser of `npm run demo` is signed in with. */
export const DEMO_ACCOUNT = 'everybody';

/**
 * Makes the accounts that are not there yet, each with a password of its own, and writes those into a file only
 * the owner may read.
 */
export async function seedAccounts(accounts: Accounts, file: string): Promise<void> {
  for (const [name, roles] of Object.entries(SEEDED)) {
    if (await accounts.find(name)) continue;
    const password = randomBytes(12).toString('base64url');
    const isAdded = await accounts.add({ name, roles, organisation: null }, password);
    if (!isAdded) continue;
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${name}  ${password}  ${roles.join(', ')}\n`, { mode: 0o600 });
  }
}
