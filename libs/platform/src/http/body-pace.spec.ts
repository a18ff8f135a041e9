import { BodyPace } from './body-pace.js';

const KIB = 1024;

describe('the pace at which bodies are read', () => {
  it('is that of who sends them while no feed is served', () => {
    const pace = new BodyPace(() => false);
    expect(pace.restAfter(64 * KIB, 8_192 * KIB, 0)).toBe(0);
  });

  it('is shared by all large ones beside a feed: who reads next waits for the one before', () => {
    const pace = new BodyPace(() => true);
    expect(pace.restAfter(48 * KIB, 112 * KIB, 1_000)).toBe(4);
    expect(pace.restAfter(48 * KIB, 112 * KIB, 1_001)).toBe(7);
    expect(pace.restAfter(48 * KIB, 160 * KIB, 2_000)).toBe(4);
  });

  it('leaves alone what is small', () => {
    const pace = new BodyPace(() => true);
    expect(pace.restAfter(64 * KIB, 64 * KIB, 0)).toBe(0);
    expect(pace.restAfter(12 * KIB, 76 * KIB, 0)).toBe(1);
  });
});
