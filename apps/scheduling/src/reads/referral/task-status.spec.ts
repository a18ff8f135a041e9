import { referralState } from './task-status.js';

const placement = {
  ...{ status: 'confirmed', waitReason: null, endReason: null, attended: false },
  ...{ arrivedAt: null, heldSince: null, notStartedSince: null },
};
const at = '2026-11-09T14:00:00.000Z';

describe('the state of a referral', () => {
  it.each([
    ['is with a program that has not answered', { status: 'offered' }, 'requested', '2.0', null],
    [
      'waits for room',
      { status: 'waitlisted', waitReason: 'full' },
      'on-hold',
      '3.0',
      'at-capacity',
    ],
    [
      'waits for a program',
      { status: 'waitlisted', waitReason: 'no-matching-program' },
      ...(['on-hold', '3.0', 'no-matching-program'] as const),
    ],
    ['has a place', {}, 'accepted', '5.1.1', null],
    ['has a place nobody came to', { notStartedSince: at }, 'accepted', '5.1.2', 'not-started'],
    ['has begun by a stay', { arrivedAt: at }, 'in-progress', '5.1.4', null],
    [
      'has begun by a session',
      { attended: true, notStartedSince: at },
      'in-progress',
      '5.1.4',
      null,
    ],
    ['is held before it began', { heldSince: at }, 'on-hold', '5.1.1', 'place-held'],
    ['is held since', { heldSince: at, attended: true }, 'on-hold', '5.1.4', 'place-held'],
    [
      'was declined for want of room',
      { status: 'declined', endReason: 'full' },
      'rejected',
      '4.0',
      'at-capacity',
    ],
    [
      'was declined',
      { status: 'declined', endReason: 'not-suitable' },
      'rejected',
      '4.0',
      'not-suitable',
    ],
    [
      'was taken back',
      { status: 'withdrawn', endReason: 'trigger-retracted' },
      'cancelled',
      '6.0',
      'trigger-retracted',
    ],
    [
      'is fulfilled',
      { status: 'completed', endReason: 'finished' },
      'completed',
      '7.0',
      'finished',
    ],
    [
      'led on',
      { status: 'completed', endReason: 'transferred' },
      'completed',
      '7.0',
      'transferred',
    ],
    [
      'was never begun',
      { status: 'completed', endReason: 'never-came' },
      'failed',
      '5.1.2',
      'never-came',
    ],
    ['was left', { status: 'completed', endReason: 'left' }, 'failed', '6.0', 'left'],
  ])('that %s', (_name, change, status, business, reason) => {
    expect(referralState({ ...placement, ...change })).toEqual({ status, business, reason });
  });
});
