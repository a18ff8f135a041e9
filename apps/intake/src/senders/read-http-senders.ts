import { Type } from '@sinclair/typebox';
import { shapeReader } from '@handrail/contracts';
import { speaks } from './read-senders.js';
import type { HttpSender } from './http-senders.js';
import { readTable } from './read-table.js';

const closed = { additionalProperties: false } as const;
const name = Type.String({ pattern: '\\S' });
const shape = Type.Object(
  {
    senders: Type.Array(
      Type.Object(
        {
          client: name,
          sources: Type.Array(name, { default: [] }),
          speaks: Type.Array(speaks, { default: [] }),
        },
        closed,
      ),
    ),
  },
  closed,
);

const reader = shapeReader(shape);

/**
 * Reads the table of senders over HTTP: which client may speak for which sources.
 *
 * @throws Error naming the setting, and the field that is wrong
 */
export const readHttpSenders = async (path: string): Promise<readonly HttpSender[]> =>
  (await readTable('HANDRAIL_HTTP_SENDERS_FILE', path, reader)).senders;
