import { isInCare, lastCareEndedAt, levelHeld } from './care-now.js';
import { evolve, noCare, type CareFact } from './care.js';

const after = (...facts: readonly CareFact[]) => evolve(noCare, facts);

const began = (setting: 'withdrawal-management' | 'residential' | 'emergency'): CareFact => ({
  kind: 'stay-started',
  eventId: 'began',
  stayId: 'stay',
  setting,
  startedAt: '2026-11-02T08:00:00Z',
});
const ended: CareFact = {
  kind: 'stay-ended',
  eventId: 'ended',
  stayId: 'stay',
  setting: 'residential',
  startedAt: null,
  endedAt: '2026-11-07T08:00:00Z',
  disposition: 'completed',
};
const placed = (placementId: string, level: 'IOP' | 'PHP', at: string): CareFact => ({
  kind: 'placement-confirmed',
  placementId,
  level,
  at,
  on: at.slice(0, 10),
});
const left = (placementId: string): CareFact => ({
  kind: 'placement-ended',
  placementId,
  at: '2026-11-20T08:00:00Z',
});

describe('the level held', () => {
  it('is nobody’s before anything happened', () => {
    expect(levelHeld(noCare)).toBeNull();
  });

  it('is the one of the confirmed placement, also while a stay is open', () => {
    const care = after(began('residential'), placed('a', 'IOP', '2026-11-08T08:00:00Z'));
    expect(levelHeld(care)).toBe('IOP');
  });

  it('is the newer one when a move is confirmed before the old place has ended', () => {
    const care = after(
      placed('a', 'IOP', '2026-11-08T08:00:00Z'),
      placed('b', 'PHP', '2026-11-12T08:00:00Z'),
    );
    expect(levelHeld(care)).toBe('PHP');
    expect(levelHeld(evolve(care, [left('a')]))).toBe('PHP');
    expect(levelHeld(evolve(care, [left('b')]))).toBe('IOP');
  });

  it('is the one of the open stay when nobody placed the person', () => {
    expect(levelHeld(after(began('residential')))).toBe('RES');
    expect(levelHeld(after(began('withdrawal-management')))).toBe('WM');
    expect(levelHeld(after(began('residential'), ended))).toBeNull();
  });

  it('is not told by an emergency visit', () => {
    expect(levelHeld(after(began('emergency')))).toBeNull();
  });

  it('comes back when a place that ended is confirmed again', () => {
    const care = after(
      placed('a', 'IOP', '2026-11-08T08:00:00Z'),
      left('a'),
      placed('a', 'IOP', '2026-11-21T08:00:00Z'),
    );
    expect(levelHeld(care)).toBe('IOP');
  });
});

describe('care that is taken back', () => {
  it('opens a stay again when its end was a mistake', () => {
    const care = after(began('residential'), ended, { kind: 'fact-retracted', eventId: 'ended' });
    expect(isInCare(care)).toBe(true);
    expect(levelHeld(care)).toBe('RES');
  });

  it('forgets a stay whose beginning was a mistake', () => {
    const care = after(began('residential'), { kind: 'fact-retracted', eventId: 'began' });
    expect(care).toEqual(noCare);
  });

  it('forgets a stay only its end was known of', () => {
    expect(after(ended, { kind: 'fact-retracted', eventId: 'ended' })).toEqual(noCare);
  });
});

describe('the end of care', () => {
  it('is the last end of any stay or placement, once nothing is open', () => {
    const care = after(ended, placed('a', 'IOP', '2026-11-08T08:00:00Z'));
    expect(lastCareEndedAt(care)).toBeNull();
    expect(lastCareEndedAt(evolve(care, [left('a')]))).toBe('2026-11-20T08:00:00Z');
  });

  it('moves when the stay is corrected, and a correction does not end an open stay', () => {
    const correction: CareFact = {
      kind: 'stay-corrected',
      stayId: 'stay',
      setting: 'residential',
      startedAt: null,
      endedAt: '2026-11-08T08:00:00Z',
      disposition: 'completed',
    };
    expect(lastCareEndedAt(after(ended, correction))).toBe('2026-11-08T08:00:00Z');
    expect(isInCare(after(began('residential'), correction))).toBe(true);
  });
});
