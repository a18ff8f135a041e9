import { parentPort, workerData } from 'node:worker_threads';
import type { SourceProfile } from '../profile/profile.schema.js';
import { SourceProfiles } from '../profile/source-profiles.js';
import { pack, type Task } from './packed-reading.js';
import { readPayload } from './read-payload.js';

// The reading thread: takes one payload after the other and answers what is in it.
const profiles = new SourceProfiles(
  (workerData as { profiles: readonly SourceProfile[] }).profiles,
);
const port = parentPort!;

port.on('message', ({ id, arrived, payload: bytes }: Task) => {
  const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const packed = pack(id, readPayload({ ...arrived, payload }, profiles), payload);
    port.postMessage(packed, [packed.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    port.postMessage({ id, failed: error instanceof Error ? error.name : 'unknown' });
  }
});
