import type { CareReassessment } from '../../../../../src/api/care.js';
import { NOTHING, changesRecord, draftOf, effective, isEmpty, missing, rate } from './typed.js';
import { rated, sameTyped, state, stated, unstate } from './typed.js';

const view = {
  ratings: { d1: 0, d2: 1, d3: 'unknown', d4: 2, d5: 2, d6: 1 },
  staleRatings: ['d1'],
  context: { housing: 'stable' },
} as unknown as CareReassessment;

describe('what was typed', () => {
  it('lies over the record', () => {
    const typed = rate(view, NOTHING, 'd5', 3);
    expect(effective(view, typed)).toEqual({
      ...{ d1: 'unknown', d2: 1, d3: 'unknown' },
      ...{ d4: 2, d5: 3, d6: 1 },
    });
  });

  it('never makes a stale rating fresh by itself', () => {
    expect(effective(view, NOTHING).d1).toBe('unknown');
    expect(effective(view, rate(view, NOTHING, 'd1', 0)).d1).toBe(0);
  });

  it('is nothing again when the record is typed', () => {
    const there = state(view, rate(view, NOTHING, 'd5', 3), 'housing', 'unsafe');
    expect(changesRecord(there)).toBe(true);
    const back = state(view, rate(view, there, 'd5', 2), 'housing', 'stable');
    expect([isEmpty(back), changesRecord(back)]).toEqual([true, false]);
  });

  it('states hours by what they say, and goes back to the record when that is typed or taken back', () => {
    const evenings = () => [{ days: ['mon'], from: '18:00', to: '21:00' }];
    const recorded = { ...view, context: { availability: evenings() } } as CareReassessment;
    expect(state(recorded, NOTHING, 'availability', evenings())).toEqual(NOTHING);
    const free = state(recorded, NOTHING, 'availability', []);
    expect(stated(recorded, free, 'availability')).toEqual([]);
    expect(stated(recorded, unstate(free, 'availability'), 'availability')).toEqual(evenings());
    expect(stated(recorded, free, 'pregnant')).toBeUndefined();
  });

  it('is the same in whatever order it was typed, and read back from a draft', () => {
    const typed = rate(view, rate(view, NOTHING, 'd4', 3), 'd5', 3);
    const other = rate(view, rate(view, NOTHING, 'd5', 3), 'd4', 3);
    expect(sameTyped(typed, other)).toBe(true);
    expect(draftOf({ ...view, draft: null })).toEqual(NOTHING);
    const draft = { ...typed, note: 'seen', by: 'nurse-7', savedAt: '2026-11-22T10:00:00.000Z' };
    const read = draftOf({ ...view, draft });
    expect(sameTyped(read, { ...typed, note: ' seen ' })).toBe(true);
    expect(sameTyped(read, typed)).toBe(false);
    const recorded = { ...view, ratings: { ...view.ratings, d4: 3, d5: 3 } } as CareReassessment;
    expect(draftOf({ ...recorded, draft }).ratings).toEqual({});
  });

  it('counts what is rated, and names what a decision needs', () => {
    expect(rated(effective(view, NOTHING))).toBe(4);
    expect(missing(effective(view, NOTHING))).toEqual(['d1', 'd3']);
    expect(missing(effective(view, { ...NOTHING, ratings: { d1: 1, d3: 0 } }))).toEqual([]);
  });
});
