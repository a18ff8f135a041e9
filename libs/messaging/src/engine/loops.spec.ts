import { Loops, STUCK_AFTER_MS } from './loops.js';

describe('loops that should turn', () => {
  it('are not stuck while they step, however often what they try fails', () => {
    const loops = new Loops();
    for (let now = 0; now <= 10 * STUCK_AFTER_MS; now += STUCK_AFTER_MS / 2) {
      loops.step('the relay', now);
      expect(loops.stuck(now)).toEqual([]);
    }
  });

  it('are named with their silence once they have taken no step for too long', () => {
    const loops = new Loops();
    loops.step('the relay', 0);
    loops.step('timers', 1_000);
    expect(loops.stuck(STUCK_AFTER_MS)).toEqual([]);
    expect(loops.stuck(STUCK_AFTER_MS + 500)).toEqual(['the relay has taken no step for 121 s']);
    expect(loops.stuck(STUCK_AFTER_MS + 2_000)).toHaveLength(2);
  });

  it('are not stuck when they rest, nor before they begin', () => {
    const loops = new Loops();
    loops.step('the relay', 0);
    loops.rest('the relay');
    expect(loops.stuck(10 * STUCK_AFTER_MS)).toEqual([]);
  });

  it('are alive again with their next step', () => {
    const loops = new Loops();
    loops.step('the relay', 0);
    loops.step('the relay', 2 * STUCK_AFTER_MS);
    expect(loops.stuck(2 * STUCK_AFTER_MS + 1)).toEqual([]);
  });
});
