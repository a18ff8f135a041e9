import { Pace, promptly } from './pace.js';
import { isSomebodyPrompt, promptWorks } from './prompt-works.js';

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
    // The clock stands: on a busy machine ten steps of nothing may take longer than is short.
    const stopped = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    let isOver = false;
    const pace = new Pace();
    setImmediate(() => (isOver = true));
    for (let at = 0; at < 10; at += 1) await pace.step();
    expect(isOver).toBe(false);
    stopped.mockRestore();
  });

  /** How many steps are made at most between two turns of everybody else. */
  const mostStepsInATurn = async (work: (step: () => void) => Promise<unknown>) => {
    let [isOver, most, steps] = [false, 0, 0];
    const watch = () => {
      most = Math.max(most, steps);
      steps = 0;
      if (!isOver) setTimeout(watch, 0);
    };
    setTimeout(watch, 0);
    await work(() => {
      hold(3);
      steps += 1;
    });
    isOver = true;
    return Math.max(most, steps);
  };
  const manySteps = (count: number, step: () => void = () => hold(3)) =>
    new Pace().map(Array(count).keys(), step);

  it('holds the process no longer by many works side by side than by one', async () => {
    // Each makes its first step when it begins; two in a turn would be twenty-four.
    const most = await mostStepsInATurn((step) =>
      Promise.all(Array.from({ length: 12 }, () => manySteps(8, step))),
    );
    expect(most).toBeLessThanOrEqual(16);
  });

  it('holds it no longer when it goes from one short part to the next', async () => {
    const most = await mostStepsInATurn(async (step) => {
      for (let part = 0; part < 20; part += 1) await manySteps(2, step);
    });
    expect(most).toBeLessThanOrEqual(8);
  });

  it('leaves most of the time to whoever is served promptly, and takes all of it afterwards', async () => {
    let [steps, heldMs] = [0, 0];
    const long = manySteps(100, () => {
      const began = performance.now();
      hold(3);
      heldMs += performance.now() - began;
      steps += 1;
    });
    const from = performance.now();
    const served = await promptly(async () => {
      while (performance.now() - from < 240) await new Promise((turn) => setImmediate(turn));
      return 'served';
    });
    // The first stretch is made before anybody is served.
    expect(heldMs / (performance.now() - from)).toBeLessThan(0.5);
    expect(steps).toBeGreaterThan(3);
    await long;
    expect([served, steps]).toEqual(['served', 100]);
  });

  it('goes on at once when what was to be prompt has failed', async () => {
    const failed = promptly(() => Promise.reject(new Error('no database')));
    const long = manySteps(20);
    await expect(failed).rejects.toThrow('no database');
    await expect(long).resolves.toHaveLength(20);
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

  it('lets another thread know that somebody is served, and that it was a moment ago', async () => {
    await promptly(() => {
      expect(isSomebodyPrompt(promptWorks, Date.now() + 10_000)).toBe(true);
      return Promise.resolve();
    });
    expect(promptWorks.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(isSomebodyPrompt(promptWorks, Date.now() + 400)).toBe(true);
    expect(isSomebodyPrompt(promptWorks, Date.now() + 600)).toBe(false);
  });
});
