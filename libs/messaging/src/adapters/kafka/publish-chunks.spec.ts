import type { NewRecord } from '../../log/event-log.js';
import { bytesOf } from '../../log/refused-record.js';
import { chunksOf } from './publish-chunks.js';

const record = (topic: string, size: number, key: string | null = 'k'): NewRecord => ({
  topic,
  key,
  value: Buffer.alloc(size),
  headers: {},
});

describe('splitting records into sends', () => {
  it('keeps everything together while each topic stays under the limit', () => {
    const records = [record('a', 400), record('b', 400), record('a', 400)];
    expect(chunksOf(records, 1_000)).toEqual([records]);
  });

  it('starts a new send before a topic exceeds the limit, and keeps the order', () => {
    const records = [record('a', 600), record('b', 100), record('a', 600), record('b', 100)];
    expect(chunksOf(records, 1_000)).toEqual([records.slice(0, 2), records.slice(2)]);
  });

  it('sends a record over the limit by itself', () => {
    const records = [record('a', 10), record('a', 5_000), record('a', 10)];
    expect(chunksOf(records, 1_000).map((chunk) => chunk.length)).toEqual([1, 1, 1]);
  });

  it('sends nothing when there is nothing', () => {
    expect(chunksOf([])).toEqual([]);
  });

  it('counts keys, headers and the empty record', () => {
    const empty = bytesOf(record('a', 0, null));
    expect(bytesOf({ topic: 'a', key: 'öö', value: null, headers: {} })).toBe(empty + 4);
    expect(bytesOf({ topic: 'a', key: null, value: null, headers: { ab: 'cde' } })).toBe(empty + 9);
  });
});
