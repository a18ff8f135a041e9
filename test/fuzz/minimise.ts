import type { Input, Way } from './ways/way.js';

const TRIES = 24;

/** The bytes of a failing input with everything left out that it fails without; made up, so it can be shown. */
export async function smaller(way: Way, input: Input): Promise<Input> {
  let least = input;
  let tries = 0;
  const stillFails = async (bytes: Buffer): Promise<boolean> => {
    tries += 1;
    const [verdict] = await way.send([{ ...least, bytes }]);
    return verdict?.isFailure ?? false;
  };
  for (let part = Math.ceil(least.bytes.length / 2); part >= 1; part = Math.floor(part / 2))
    for (let at = 0; at < least.bytes.length && tries < TRIES;) {
      const { bytes } = least;
      const without = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + part)]);
      if (await stillFails(without)) least = { ...least, bytes: without };
      else at += part;
    }
  return least;
}
