import { randomOf } from '../random.js';
import { planKills } from './kill-plan.js';

const VICTIMS = ['intake', 'assessment', 'scheduling', 'outcomes', 'console', 'broker', 'postgres'];

describe('the plan of kills', () => {
  it.each([1, 7, 4711])('spreads forty over the whole load and all victims, seed %i', (seed) => {
    const plan = planKills({ victims: VICTIMS, kills: 40, events: 4_000, random: randomOf(seed) });
    plan.forEach(({ at }, n) => {
      expect(at).toBeGreaterThanOrEqual(n * 100);
      expect(at).toBeLessThan((n + 1) * 100);
    });
    for (const victim of VICTIMS)
      expect(plan.filter((kill) => kill.victim === victim).length).toBeGreaterThanOrEqual(5);
  });

  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) =>
      planKills({ victims: VICTIMS, kills: 40, events: 4_000, random: randomOf(seed) });
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });
});
