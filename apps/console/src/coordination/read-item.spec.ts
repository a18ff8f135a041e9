import { readItem } from './read-item.js';

const listed = {
  ...{ id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001', version: 3, level: 'IOP', status: 'waitlisted' },
  personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
  ...{ programId: null, programName: null, priorityClass: 4, needsReview: null },
  ...{ requestedAt: '2026-11-20T10:00:00.000Z', updatedAt: '2026-11-21T10:00:00.000Z' },
  notStartedSince: null,
  askPersonBy: null,
  insteadOf: null,
  meanwhile: {
    ...{ placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7002', level: 'PHP' },
    ...{ status: 'confirmed', programName: 'Harbor Day' },
  },
  emptiedBy: [{ code: 'capability:pregnancy', programs: 7 }],
};

describe('a placement somebody has to look at', () => {
  it('is what scheduling lists, with the filters that left no program', () => {
    const { programId: _, ...shown } = listed;
    expect(readItem(listed)).toEqual(shown);
  });

  it('of an older release has no filters, and of another shape is left out', () => {
    const { emptiedBy: _, meanwhile: __, ...older } = listed;
    expect(readItem(older)).toMatchObject({ emptiedBy: [], meanwhile: null });
    expect(readItem({ ...listed, meanwhile: { level: 'PHP' } })?.meanwhile).toBeNull();
    expect(readItem({ ...listed, emptiedBy: [{ code: 'region' }, 7] })?.emptiedBy).toEqual([]);
    expect([readItem({ ...listed, version: null }), readItem('placement')]).toEqual([null, null]);
  });

  it('names the program by its id where it has no name', () => {
    expect(readItem({ ...listed, programId: 'harbor-iop' })?.programName).toBe('harbor-iop');
  });
});
