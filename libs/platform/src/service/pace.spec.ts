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

  /** How long others wait at most while all of these go on. */
  const longestTurn = async (works: ReadonlyArray<Promise<unknown>>) => {
    let [isOver, longest, since] = [false, 0, performance.now()];
    const watch = () => {
      longest = Math.max(longest, performance.now() - since);
      since = performance.now();
      if (!isOver) setTimeout(watch, 0);
    };
    setTimeout(watch, 0);
    await Promise.all(works);
    isOver = true;
    return longest;
  };
  const manySteps = (steps: number) => new Pace().map(Array(steps).keys(), () => hold(3));

  it('holds the process no longer by many works side by side than by one', async () => {
    const works = Array.from({ length: 12 }, () => manySteps(8));
    expect(await longestTurn(works)).toBeLessThan(70);
  });

  it('holds it no longer when it goes from one short part to the next', async () => {
    const inParts = async () => {
      for (let part = 0; part < 20; part += 1) await manySteps(2);
    };
    expect(await longestTurn([inParts()])).toBeLessThan(70);
  });

  it('does not keep back what is short beside what is long', async () => {
    const ended: string[] = [];
    const long = Array.from({ length: 5 }, (_, at) =>
      manySteps(10).then(() => ended.push(`long ${at}`)),
    );
    const short = new Pace().map([1, 2], () => hold(0.2)).then(() => ended.push('short'));
    await Promise.all([...long, short]);
    expect(ended[0]).toBe('short');
    expect([...ended].sort()).toEqual(['long 0', 'long 1', 'long 2', 'long 3', 'long 4', 'short']);
  });
});
