import { parentPort, workerData } from 'node:worker_threads';
import { SourceProfiles } from '../profile/source-profiles.js';
import { BesideFeeds } from './beside-feeds.js';
import { pack, type ReadingThreadData, type Task } from './packed-reading.js';
import { readPayload } from './read-payload.js';

// The reading thread: takes one payload after the other and answers what is in it.
const given = workerData as ReadingThreadData;
const profiles = new SourceProfiles(given.profiles);
const beside = new BesideFeeds(given.promptWorks, given.restedMs);
const port = parentPort!;

port.on('message', ({ id, arrived, payload: bytes }: Task) => {
  const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const understood = readPayload({ ...arrived, payload }, profiles, () => beside.step());
    const packed = pack(id, understood, payload);
    port.postMessage(packed, [packed.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    port.postMessage({ id, failed: error instanceof Error ? error.name : 'unknown' });
  }
  beside.step();
});
