import { Type } from '@sinclair/typebox';
import { shapeReader, withReason } from '@handrail/contracts';
import { readTable } from './read-table.js';
import type { SenderRule } from './senders.js';

const closed = { additionalProperties: false } as const;
/** One line of what somebody may call themselves in MSH-3 and MSH-4. */
const name = Type.Optional(Type.String({ pattern: '\\S' }));
export const speaks = Type.Object({ application: name, facility: name }, closed);

const shape = Type.Object(
  {
    senders: Type.Array(
      Type.Object(
        {
          certificate: withReason(
            Type.String({ pattern: '^(dns:[a-z0-9.*-]+|uri:\\S+)$' }),
            'must be dns: or uri: with a name of the certificate',
          ),
          speaks: Type.Array(speaks, {
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
export const readSenders = async (path: string): Promise<readonly SenderRule[]> =>
  (await readTable('HANDRAIL_MLLP_SENDERS_FILE', path, reader)).senders;
