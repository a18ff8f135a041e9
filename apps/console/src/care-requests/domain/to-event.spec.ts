import { toEvent } from './to-event.js';

const requestId = '0199a2f0-7c11-4a10-8b1e-5d7d6a0c1001';
const typed = {
  ...{ requestId, requestedAt: '2026-11-07T14:00:00.000Z', requestedBy: 'family' as const },
  ...{ family: 'Alder', given: 'Rowan', birthDate: '1980-01-02' },
};

describe('a request as it was typed', () => {
  it('names the person by number where one is known', () => {
    expect(toEvent({ ...typed, number: 'MRN-1', issuer: 'urn:oid:1.2.3' })).toMatchObject({
      ...{ id: requestId, source: 'urn:handrail:console' },
      data: { person: { identifiers: [{ system: 'urn:oid:1.2.3', value: 'MRN-1' }] } },
    });
  });

  it('gives a number of its own where none is known, and says what likeness needs', () => {
    expect(toEvent({ ...typed, number: 'MRN-1' })).toMatchObject({
      data: {
        person: {
          identifiers: [{ system: 'urn:handrail:console:request', value: requestId }],
          name: { family: 'Alder', given: ['Rowan'] },
          birthDate: '1980-01-02',
        },
      },
    });
  });

  it('says nothing of what was left empty', () => {
    const { data } = toEvent({ ...typed, injecting: true, level: 'IOP' }) as { data: object };
    expect(data).toEqual({
      person: expect.any(Object) as object,
      requestedAt: typed.requestedAt,
      requestedBy: { kind: 'family' },
      ...{ level: 'IOP', context: { injecting: true } },
    });
  });
});
