import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SourceProfile } from '../profile/profile.schema.js';
import { readProfile } from '../profile/read-profile.js';
import { SourceProfiles } from '../profile/source-profiles.js';
import { understand } from './understand.js';

/** Where the tool writes; tests pass their own. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/**
 * `check FILE...` says whether source profiles are valid and names every field that is not; `try FILE
 * MESSAGE...` prints how each message would be understood under a profile, and why. Answers the exit
 * code: 0 when all is well, 1 when a profile is refused or a file cannot be read.
 */
export async function runProfileTool(
  [action, ...files]: readonly string[],
  output: Output,
  receivedAt: string,
): Promise<number> {
  const [first, ...messages] = files;
  if (action === 'check') return check(files, output);
  const profile = await read(first!, output);
  if (!profile) return 1;
  let failed = 0;
  for (const file of messages) {
    const payload = await readFile(file).catch(() => undefined);
    output.out(`${basename(file)}:`);
    if (payload) understand(payload, new SourceProfiles([profile]), receivedAt).forEach(output.out);
    else {
      output.err(`${file}: cannot be read`);
      failed += 1;
    }
  }
  return failed > 0 ? 1 : 0;
}

async function check(files: readonly string[], output: Output): Promise<number> {
  let refused = 0;
  for (const file of files) {
    const profile = await read(file, output);
    if (!profile) refused += 1;
    else
      output.out(
        `${file}: valid, profile ${profile.name} with ${profile.settings.length} settings`,
      );
  }
  return refused > 0 ? 1 : 0;
}

async function read(file: string, { err }: Output): Promise<SourceProfile | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    err(`${file}: cannot be read`);
    return undefined;
  }
  const result = readProfile(text);
  if ('profile' in result) return result.profile;
  for (const fault of result.faults) err(`${file}: ${fault}`);
  return undefined;
}
