import { Inlet } from './inlet.js';

const limits = { promptBytes: 10, atOnceBytes: 100, atOnce: 2 };
/** In the order of arrival, whatever the size. */
const inlet = (isBesideFeeds = false) =>
  new Inlet({ ...limits, laterMsPerMib: 0 }, undefined, () => isBesideFeeds);

/** Works that are ended by hand, and which of them have begun. */
function works(into: Inlet) {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (name: string, bytes: number) =>
    into.run(bytes, () => {
      begun.push(name);
      return new Promise<string>((resolve, reject) =>
        ends.set(name, (error) => (error ? reject(error) : resolve(name))),
      );
    });
  const settle = () => new Promise((resume) => setImmediate(resume));
  return { begun, run, end: (name: string, error?: Error) => ends.get(name)!(error), settle };
}

describe('what arrives', () => {
  it('is let in at once when it is small, whatever large is inside', async () => {
    const { begun, run, end, settle } = works(inlet());
    const all = [run('large', 500), run('second', 50), run('small', 10), run('other', 1)];
    await settle();
    expect(begun).toEqual(['small', 'other', 'large']);
    end('large');
    await settle();
    expect(begun).toEqual(['small', 'other', 'large', 'second']);
    for (const name of ['small', 'other', 'second']) end(name);
    expect(await Promise.all(all)).toEqual(['large', 'second', 'small', 'other']);
  });

  it('waits for room by bytes and by number, in its order, and one too large for any room goes alone', async () => {
    const { begun, run, end, settle } = works(inlet());
    const all = ['a 40', 'b 40', 'c 20', 'd 1000', 'e 20'].map((name) =>
      run(name, Number(name.split(' ')[1])),
    );
    await settle();
    expect(begun).toEqual(['a 40', 'b 40']);
    end('a 40');
    await settle();
    expect(begun).toEqual(['a 40', 'b 40', 'c 20']);
    end('b 40');
    await settle();
    // Nothing that came later overtakes what needs the whole room.
    expect(begun).toHaveLength(3);
    end('c 20');
    await settle();
    expect(begun.at(-1)).toBe('d 1000');
    end('d 1000');
    await settle();
    end('e 20');
    expect(await Promise.all(all)).toHaveLength(5);
  });

  it('goes before what is larger and came shortly before, and behind what has waited long', async () => {
    let now = 0;
    const mib = 1024 * 1024;
    const { begun, run, end, settle } = works(
      new Inlet(
        { ...limits, atOnce: 1, laterMsPerMib: 1_000 },
        () => now,
        () => false,
      ),
    );
    const all = [run('inside', 500), run('ten', 10 * mib)];
    now = 8_000;
    all.push(run('one', mib));
    now = 9_500;
    all.push(run('another', mib));
    for (const name of ['inside', 'one', 'ten', 'another']) {
      await settle();
      expect(begun.at(-1)).toBe(name);
      end(name);
    }
    expect(await Promise.all(all)).toHaveLength(4);
  });

  it('is let in one by one while feeds are served, however little it is beside them', async () => {
    const { begun, run, end, settle } = works(inlet(true));
    const all = [run('first', 11), run('second', 11), run('feed', 10)];
    await settle();
    expect(begun).toEqual(['feed', 'first']);
    end('first');
    await settle();
    expect(begun).toEqual(['feed', 'first', 'second']);
    for (const name of ['feed', 'second']) end(name);
    expect(await Promise.all(all)).toEqual(['first', 'second', 'feed']);
  });

  it('makes room for the next when its work fails', async () => {
    const { run, end, settle } = works(inlet());
    const first = run('first', 500);
    const second = run('second', 500);
    await settle();
    end('first', new Error('no database'));
    await expect(first).rejects.toThrow('no database');
    await settle();
    end('second');
    expect(await second).toBe('second');
  });
});
