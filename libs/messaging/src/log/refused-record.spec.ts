import type { NewRecord } from './event-log.js';
import { MAX_RECORD_BYTES, refusalBySize } from './refused-record.js';

const record = (value: number, header: string): NewRecord => ({
  topic: 'handrail.intake',
  key: 'person',
  value: Buffer.alloc(value),
  headers: { ce_id: 'event', ce_note: header },
});

describe('what a log does not take for its size', () => {
  it.each([
    ['a small record', record(1_000, 'short')],
    [
      'one that is large only as long as nobody measures its texts',
      record(10, 'x'.repeat(900_000)),
    ],
  ])('is not %s', (_, small) => {
    expect(refusalBySize([small])).toBeUndefined();
  });

  it.each([
    ['its value', record(MAX_RECORD_BYTES, '')],
    ['texts of few letters and many bytes', record(10, '€'.repeat(400_000))],
  ])('is a record that is too large by %s', (_, large) => {
    expect(refusalBySize([record(10, ''), large])).toMatchObject({ reason: 'too-large' });
  });
});
