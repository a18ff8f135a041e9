import { groupParked, readParked } from './group-parked.js';
import type { ParkedEntry } from './group-parked.js';

const parked = (changes: Partial<ParkedEntry>): ParkedEntry => ({
  service: 'scheduling',
  id: 'p-1',
  personId: 'person-1',
  type: 'handrail.assessment.level-of-care-determined.v1',
  eventId: 'e-1',
  cause: 'rule-threw: no-such-level',
  attempts: 3,
  parkedAt: '2026-11-22T10:00:00.000Z',
  behind: null,
  ...changes,
});

describe('parked events in groups', () => {
  it('groups by service and cause, the one that grew last first', () => {
    const groups = groupParked([
      parked({ id: 'new', eventId: 'e-new', parkedAt: '2026-11-22T10:05:00.000Z' }),
      parked({ id: 'old', eventId: 'e-old', parkedAt: '2026-11-22T09:00:00.000Z' }),
      parked({ id: 'else', service: 'intake', parkedAt: '2026-11-22T10:06:00.000Z' }),
      parked({ id: 'other', personId: 'person-2', type: 'a-type' }),
    ]);
    expect(groups.map(({ service, count }) => [service, count])).toEqual([
      ['intake', 1],
      ['scheduling', 3],
    ]);
    expect(groups[1]).toMatchObject({
      persons: 2,
      waiting: 0,
      firstAt: '2026-11-22T09:00:00.000Z',
      lastAt: '2026-11-22T10:05:00.000Z',
      types: ['a-type', 'handrail.assessment.level-of-care-determined.v1'],
    });
    expect(groups[1]?.items.map((item) => item.id)).toEqual(['old', 'other', 'new']);
  });

  it('counts what waits behind a failed event with it, not as a cause of its own', () => {
    const waits = { cause: 'behind-parked-event', behind: 'e-1' };
    const groups = groupParked([
      parked({}),
      parked({ id: 'p-2', eventId: 'e-2', ...waits }),
      parked({ id: 'p-3', eventId: 'e-3', ...waits }),
      parked({ id: 'p-4', eventId: 'e-4', ...waits, service: 'outcomes' }),
    ]);
    expect(
      groups.map(({ service, cause, count, waiting }) => [service, cause, count, waiting]),
    ).toEqual([
      ['scheduling', 'rule-threw: no-such-level', 1, 2],
      ['outcomes', 'behind-parked-event', 1, 0],
    ]);
  });

  it('counts no person for events without a readable key', () => {
    expect(groupParked([parked({ personId: null })])[0]?.persons).toBe(0);
  });

  it('reads what a service answers and leaves out what is not parked', () => {
    const { service, ...answer } = parked({});
    expect(readParked('scheduling', answer)).toEqual(parked({ service }));
    expect(readParked('scheduling', { id: 'x' })).toBeNull();
    expect(readParked('scheduling', null)).toBeNull();
    expect(readParked('intake', { id: 'x', parkedAt: '2026-11-22T10:00:00Z' })).toEqual({
      service: 'intake',
      id: 'x',
      personId: null,
      type: 'unknown',
      eventId: '',
      cause: 'unknown',
      attempts: 0,
      parkedAt: '2026-11-22T10:00:00Z',
      behind: null,
    });
  });
});
