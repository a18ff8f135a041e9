import { deriveEventId } from './event-id.js';

const seed = {
  causeTimeMs: Date.parse('2026-11-07T15:00:00Z'),
  service: 'assessment',
  causeId: 'cause',
  type: 'handrail.assessment.reassessment-opened.v1',
  ordinal: 0,
};

describe('deriveEventId', () => {
  it('gives the same id for the same decision', () => {
    expect(deriveEventId(seed)).toBe(deriveEventId({ ...seed }));
  });

  it.each([
    ['service', { service: 'scheduling' }],
    ['cause', { causeId: 'other' }],
    ['type', { type: 'x' }],
    ['ordinal', { ordinal: 1 }],
    ['time', { causeTimeMs: seed.causeTimeMs + 1 }],
  ])('gives another id when the %s differs', (_name, change) => {
    expect(deriveEventId({ ...seed, ...change })).not.toBe(deriveEventId(seed));
  });

  it('is a UUIDv7 that carries the time of its cause', () => {
    const id = deriveEventId(seed);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(seed.causeTimeMs);
  });
});
