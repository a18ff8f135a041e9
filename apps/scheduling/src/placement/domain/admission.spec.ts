import { acts } from '../../testing/act-commands.js';
import { ATTENDED, id, newest } from '../../testing/builders.js';
import {
  BEGAN,
  inDays,
  bed,
  begins,
  takesBack,
  hasBed,
  inBed,
  comesTo,
  backHome,
  admitted,
} from '../../testing/lives.js';
import { attends } from '../../testing/placement-commands.js';
import type { PlacementCommand } from '../../testing/placement-decider.js';

describe('somebody who was admitted', () => {
  it('is still to come at another program they are moved to, and waits for admission no longer', () => {
    const { state } = inBed.and(acts('move'));
    expect(newest(state).course).toMatchObject({
      ...{ arrival: null, cameAt: null, cameBefore: [{ at: BEGAN, stayId: bed.stayId }] },
    });
    expect(admitted(state)).toEqual([BEGAN, BEGAN]);
    // Who comes there later was admitted when they first came.
    expect(admitted(inBed.and(acts('move'), attends).state)).toEqual([BEGAN, BEGAN]);
  });

  it('waits for admission still, wherever they are moved, when the stay never was', () => {
    const never = takesBack(bed, 'start');
    const twice = inBed.and(acts('move'), acts('move', { destination: backHome }));
    expect(admitted(twice.state)).toEqual([BEGAN, BEGAN]);
    for (const { state } of [
      inBed.and(never, acts('move')),
      inBed.and(acts('move'), never),
      twice.and(never),
    ])
      expect([newest(state).status, ...admitted(state)]).toEqual(['confirmed', null, null]);
    // What another stay or a session shows stands, as long as nobody takes that back.
    const left = inBed.and(acts('move'), comesTo('session'), never);
    expect(admitted(left.state)).toEqual([ATTENDED.sessionStartsAt, ATTENDED.sessionStartsAt]);
    const noSession: PlacementCommand = { kind: 'take-back-report', eventId: id('session') };
    expect(admitted(left.and(noSession).state)).toEqual([null, null]);
    for (const destination of [backHome, {}]) {
      const { state } = hasBed.and(comesTo('session'), acts('move', { destination }), noSession);
      expect([newest(state).attended, ...admitted(state)]).toEqual([false, null, null]);
    }
    const byHand = hasBed.and(comesTo('session'), acts('move'), acts('arrived'), noSession);
    expect(newest(byHand.state).attended).toBe(true);
    const there = { ...bed, stayId: id('another bed') };
    const { state } = inBed
      .and(acts('move'), begins(there, 1))
      .when(never)
      .thenKinds('history-known', 'arrival-retracted');
    expect(newest(state).course.arrival?.stayId).toBe(there.stayId);
    expect(admitted(state)).toEqual([inDays(1), inDays(1)]);
  });

  it('waits for admission still when a person who noted their arrival takes that back', () => {
    const moved = hasBed.and(acts('arrived'), acts('move', { destination: backHome }));
    expect(newest(moved.state).attended).toBe(true);
    expect(admitted(moved.state)).not.toContain(null);
    expect(admitted(moved.and(acts('not-arrived')).state)).toEqual([null, null]);
  });
});
