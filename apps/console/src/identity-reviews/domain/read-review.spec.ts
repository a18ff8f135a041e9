import { readReading, readReview } from './read-review.js';

const person = (id: string) => ({
  id,
  name: { family: 'Delgado', given: ['Rosa', 'M'] },
  ...{ birthDate: '1984-03-09', sex: 'female', phone: '617 555 0142', mergedInto: null },
  address: { line: ['14 Orchard Street'], city: 'Salem', postalCode: '01970', state: 'MA' },
  identifiers: [{ system: 'urn:st-mary', value: 'MRN-7', trusted: true }],
  stays: [
    {
      facility: 'st-mary',
      setting: 'withdrawal-management',
      startedAt: '2026-11-01',
      endedAt: null,
    },
  ],
});
const review = {
  ...{ id: 'r', reason: 'number-shared', status: 'open', openedAt: '2026-11-20T10:00:00.000Z' },
  ...{ messageId: 'm', scoreBits: 14.2 },
  comparison: [
    { field: 'birthDate', accord: 'contradicts' },
    { field: 'phone', accord: 'odd' },
    { accord: 'agrees' },
  ],
  persons: [person('a'), person('b')],
};

describe('an identity review of intake', () => {
  it('keeps what is compared and nothing that is personal', () => {
    const read = readReview(review)!;
    expect(read).toMatchObject({
      ...{ reason: 'number-shared', status: 'open', decidedBy: null },
      comparison: [
        { field: 'birthDate', accord: 'contradicts' },
        { field: 'phone', accord: 'unknown' },
      ],
      persons: [{ id: 'a', identifiers: 1 }, { id: 'b' }],
    });
    expect(JSON.stringify(read)).not.toMatch(/Delgado|Rosa|1984|0142|Orchard|Salem|MRN|01970/);
  });

  it('is none without an id and a time', () => {
    expect([readReview(null), readReview({ id: 'r' })]).toEqual([null, null]);
  });

  it('is told whole to whoever reads it for a purpose', () => {
    const [first] = readReading(review).persons;
    expect(first).toMatchObject({
      fields: { family: 'Delgado', given: 'Rosa M', street: '14 Orchard Street', city: 'Salem' },
      identifiers: [{ system: 'urn:st-mary', value: 'MRN-7', trusted: true }],
    });
    expect(readReading({ persons: [{ id: 'c' }, 'odd'] }).persons).toEqual([
      expect.objectContaining({
        id: 'c',
        fields: expect.objectContaining({ family: null }) as object,
      }),
    ]);
  });
});
