import { Turns } from './turns.js';

/** Work that says when it begins, and ends when it is told to. */
function pieces() {
  const turns = new Turns();
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, alone: boolean) =>
    turns.run(alone, async () => {
      log.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    ends.get(name)!();
    await settle();
  };
  return { log, start, end, settle };
}

describe('turns', () => {
  it('run side by side', async () => {
    const { log, start, end, settle } = pieces();
    const both = [start('a', false), start('b', false)];
    await settle();
    expect(log).toEqual(['a', 'b']);
    await end('a');
    await end('b');
    await Promise.all(both);
  });

  it('let work be alone: after those that run, before those that come', async () => {
    const { log, start, end, settle } = pieces();
    const all = [start('a', false), start('alone', true), start('later', false)];
    await settle();
    expect(log).toEqual(['a']);
    await end('a');
    expect(log).toEqual(['a', 'alone']);
    await end('alone');
    expect(log).toEqual(['a', 'alone', 'later']);
    await end('later');
    await Promise.all(all);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns();
    await expect(turns.run(true, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.run(false, () => Promise.resolve(7))).toBe(7);
  });
});
