import { rankOf } from './rank.js';

describe('events of one instant', () => {
  it('are told in the order in which they cause each other', () => {
    const inOrder = [
      'stay-started',
      'stay-ended',
      'episode-opened',
      'repeated-return-to-use-detected',
      'reassessment-opened',
      'level-of-care-determined',
      'placement-waitlisted',
      'placement-confirmed',
      'placement-completed',
      'sessions-scheduled',
    ];
    expect([...inOrder].sort((a, b) => rankOf(a) - rankOf(b))).toEqual(inOrder);
  });
});
