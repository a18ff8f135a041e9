import { createHash, randomUUID } from 'node:crypto';
import { deriveId } from '@handrail/domain';

/** SHA-256 over parts that cannot run into each other. */
export const digest = (...parts: ReadonlyArray<string | Buffer>): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
};

/** How a CloudEvent is known: by its source and id alone. */
export const eventClaimKey = (source: string, id: string): string =>
  digest('cloudevent', source, id);

/** The id of a message: the same for the same message taken in at the same moment. */
export const messageIdOf = (receivedAt: string, claimKey: string | undefined): string =>
  deriveId(Date.parse(receivedAt), 'message', claimKey ?? randomUUID());

/** JSON whose keys are sorted, so that equal content has equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
