import { Pace } from './pace.js';

/** Holds the process for so long, as work without a pause does. */
const hold = (ms: number) => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('long work with a pace', () => {
  it('lets others have their turn between its steps, and keeps its order', async () => {
    const turns: number[] = [];
    const results = new Pace().map([1, 2, 3], (each) => {
      hold(12);
      setImmediate(() => turns.push(each));
      return each * 10;
    });
    await expect(results).resolves.toEqual([10, 20, 30]);
    expect(turns).toEqual([1, 2, 3]);
  });

  it('costs no turn while it is short', async () => {
    let isOver = false;
    const pace = new Pace();
    setImmediate(() => (isOver = true));
    for (let at = 0; at < 10; at += 1) await pace.step();
    expect(isOver).toBe(false);
  });
});
