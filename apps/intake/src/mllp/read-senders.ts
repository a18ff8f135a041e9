import { readFile } from 'node:fs/promises';
import { Type } from '@sinclair/typebox';
import { problemLine, shapeReader, withReason } from '@handrail/contracts';
import { parse } from 'yaml';
import type { SenderRule } from './senders.js';

const SETTING = 'HANDRAIL_MLLP_SENDERS_FILE';

const closed = { additionalProperties: false } as const;
const name = Type.Optional(Type.String({ pattern: '\\S' }));
const shape = Type.Object(
  {
    senders: Type.Array(
      Type.Object(
        {
          certificate: withReason(
            Type.String({ pattern: '^(dns:[a-z0-9.*-]+|uri:\\S+)$' }),
            'must be dns: or uri: with a name of the certificate',
          ),
          speaks: Type.Array(Type.Object({ application: name, facility: name }, closed), {
            minItems: 1,
          }),
        },
        closed,
      ),
    ),
  },
  closed,
);

const reader = shapeReader(shape);

/**
 * Reads the table of senders: which certificate may speak as whom.
 *
 * @throws Error naming the setting, and the field that is wrong
 */
export async function readSenders(path: string): Promise<readonly SenderRule[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${SETTING} names a file that cannot be read (${error.code ?? '?'})`);
  });
  const read = reader(parsed(text));
  if ('value' in read) return read.value.senders;
  const problems = read.problems.map((problem) => problemLine(problem, 'the table'));
  throw new Error(`${SETTING}: ${problems.join('; ')}`);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
