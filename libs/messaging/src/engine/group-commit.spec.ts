import { GivenUpError, type Patience } from './applier.js';
import type { Arrival } from './batch.js';
import { GroupCommit } from './group-commit.js';

const arrivals = (...names: string[]) => names.map((name) => ({ name }) as unknown as Arrival);
const goesOn: Patience = { mayGoOn: () => Promise.resolve(true) };

/** A group commit whose transactions end when the test says so. */
function given({ fullAt = 100, atOnce = 1, everyMs = 0 } = {}) {
  const transactions: string[][] = [];
  const ends: Array<(error?: Error) => void> = [];
  const asks: Array<() => Promise<boolean>> = [];
  const group = new GroupCommit({
    fullAt,
    atOnce,
    everyMs,
    apply: (events, { mayGoOn }) => {
      transactions.push(events.map((event) => (event as unknown as { name: string }).name));
      asks.push(mayGoOn);
      return new Promise((done, failed) => ends.push((error) => (error ? failed(error) : done())));
    },
  });
  const settled: string[] = [];
  const take = (of: readonly Arrival[], patience: Patience = goesOn, mayWaitMs?: number) => {
    const name = (of[0] as unknown as { name: string }).name;
    group.take({ arrivals: of, patience, mayWaitMs }).then(
      () => settled.push(name),
      (error: Error) => settled.push(`${name}: ${error.constructor.name}`),
    );
  };
  return { take, transactions, ends, asks, settled };
}

const turns = async (count = 3) => {
  for (let n = 0; n < count; n += 1) await new Promise((next) => setImmediate(next));
};

describe('deliveries of many partitions', () => {
  it('share a transaction when they were fetched together, and are over together', async () => {
    const { take, transactions, ends, settled } = given();
    take(arrivals('a1', 'a2'));
    take(arrivals('b1'));
    await turns();
    expect(transactions).toEqual([['a1', 'a2', 'b1']]);
    expect(settled).toEqual([]);
    ends[0]!();
    await turns();
    expect(settled).toEqual(['a1', 'b1']);
  });

  it('gather while a transaction runs, and the next takes them all', async () => {
    const { take, transactions, ends } = given();
    take(arrivals('a'));
    await turns();
    for (const name of ['b', 'c', 'd']) {
      take(arrivals(name));
      await turns();
    }
    expect(transactions).toEqual([['a']]);
    ends[0]!();
    await turns();
    expect(transactions).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('wait for the next transaction when theirs is full', async () => {
    const { take, transactions, ends } = given({ fullAt: 3 });
    for (const name of ['a', 'b', 'c']) take(arrivals(`${name}1`, `${name}2`));
    await turns();
    expect(transactions).toEqual([['a1', 'a2', 'b1', 'b2']]);
    ends[0]!();
    await turns();
    expect(transactions[1]).toEqual(['c1', 'c2']);
  });

  it('wait a moment for more right after others, and not when they come alone', async () => {
    const { take, transactions, ends } = given({ everyMs: 40 });
    take(arrivals('a'));
    await turns();
    expect(transactions).toEqual([['a']]);
    ends[0]!();
    await turns();
    take(arrivals('b'));
    await turns(10);
    take(arrivals('c'));
    expect(transactions).toEqual([['a']]);
    await new Promise((over) => setTimeout(over, 60));
    expect(transactions).toEqual([['a'], ['b', 'c']]);
    ends[1]!();
    await new Promise((over) => setTimeout(over, 60));
    take(arrivals('d'));
    await turns();
    expect(transactions[2]).toEqual(['d']);
  });

  it('wait no longer once they are enough for a transaction', async () => {
    const { take, transactions, ends } = given({ everyMs: 60_000, fullAt: 2 });
    take(arrivals('a'));
    await turns();
    ends[0]!();
    await turns();
    take(arrivals('b'));
    await turns();
    expect(transactions).toEqual([['a']]);
    take(arrivals('c'));
    await turns();
    expect(transactions).toEqual([['a'], ['b', 'c']]);
  });

  it('wait where they may, until somebody comes who may not', async () => {
    const { take, transactions, ends } = given();
    take(arrivals('a'), goesOn, 60_000);
    await turns(10);
    take(arrivals('b'), goesOn, 60_000);
    await turns(10);
    expect(transactions).toEqual([]);
    take(arrivals('c'));
    await turns();
    expect(transactions).toEqual([['a', 'b', 'c']]);
    ends[0]!();
    await turns();
    take(arrivals('d'), goesOn, 60_000);
    await turns(10);
    expect(transactions).toHaveLength(1);
    take(arrivals('e'));
    await turns();
    expect(transactions[1]).toEqual(['d', 'e']);
  });

  it('wait no longer than the most hurried of them may', async () => {
    const { take, transactions } = given();
    take(arrivals('a'), goesOn, 60_000);
    await turns();
    take(arrivals('b'), goesOn, 30);
    await turns(10);
    expect(transactions).toEqual([]);
    await new Promise((over) => setTimeout(over, 50));
    expect(transactions).toEqual([['a', 'b']]);
  });

  it('run beside each other where that is wanted', async () => {
    const { take, transactions } = given({ fullAt: 1, atOnce: 2 });
    for (const name of ['a', 'b', 'c']) take(arrivals(name));
    await turns();
    expect(transactions).toEqual([['a'], ['b']]);
  });

  it('leave a group whose partition is lost, and the others go on', async () => {
    const { take, transactions, ends, asks, settled } = given();
    let isMine = true;
    take(arrivals('a'), { mayGoOn: () => Promise.resolve(isMine) });
    take(arrivals('b'));
    await turns();
    isMine = false;
    expect(await asks[0]!()).toBe(false);
    ends[0]!(new GivenUpError());
    await turns();
    expect(settled).toEqual(['a: GivenUpError']);
    expect(transactions).toEqual([['a', 'b'], ['b']]);
    ends[1]!();
    await turns();
    expect(settled).toEqual(['a: GivenUpError', 'b']);
  });

  it("are asked while they wait, so that no partition is lost for another one's retries", async () => {
    const { take, asks, ends, settled, transactions } = given();
    const asked: string[] = [];
    const patienceOf = (name: string, mayGoOn: boolean): Patience => ({
      mayGoOn: () => Promise.resolve(asked.push(name) > 0 && mayGoOn),
    });
    take(arrivals('a'), patienceOf('a', true));
    await turns();
    take(arrivals('b'), patienceOf('b', false));
    take(arrivals('c'), patienceOf('c', true));
    expect(await asks[0]!()).toBe(true);
    await turns();
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(settled).toEqual(['b: GivenUpError']);
    ends[0]!();
    await turns();
    expect(transactions[1]).toEqual(['c']);
  });

  it('are all delivered again when the transaction failed, and the next group goes on', async () => {
    const { take, transactions, ends, settled } = given();
    take(arrivals('a'));
    take(arrivals('b'));
    await turns();
    take(arrivals('c'));
    ends[0]!(new TypeError('the database takes no row'));
    await turns();
    expect(settled).toEqual(['a: TypeError', 'b: TypeError']);
    expect(transactions[1]).toEqual(['c']);
  });
});
