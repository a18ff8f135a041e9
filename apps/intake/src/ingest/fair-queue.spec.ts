import { FairQueue } from './fair-queue.js';

const limits = { items: 20, weight: 100, contendedWeight: 12, heavyWeight: 12 };
const queue = () => new FairQueue<string>(limits, (item) => Number(/\d+$/.exec(item)![0]));
const times = (item: string, count: number) => Array.from({ length: count }, () => item);
const taken = (from: FairQueue<string>, mayBeHeavy = true) =>
  from.take(mayBeHeavy).map(({ items }) => `${items.length} ${items[0]}`);

describe('a queue that is fair', () => {
  it('fills whole groups from one order that is alone', () => {
    const orders = queue();
    const order = orders.add(times('flood 1', 50));
    expect(taken(orders)).toEqual(['20 flood 1']);
    expect(orders.done(order)).toBe(false);
    expect(taken(orders)).toEqual(['20 flood 1']);
    orders.done(order);
    expect(taken(orders)).toEqual(['10 flood 1']);
    expect(orders.done(order)).toBe(true);
    expect(taken(orders)).toEqual([]);
  });

  it('puts a lone message into the next group beside floods, and keeps that group small', () => {
    const orders = queue();
    for (const name of ['a', 'b']) orders.add(times(`${name} 1`, 1_000));
    orders.add(['lone 1']);
    expect(taken(orders)).toEqual(['4 a 1', '4 b 1', '1 lone 1']);
  });

  it('fills whole groups beside others too where that is allowed, with what is heavy alone all the same', () => {
    const whole = { ...limits, contendedWeight: limits.weight };
    const orders = new FairQueue<string>(whole, (item) => Number(/\d+$/.exec(item)![0]));
    for (const name of ['a', 'b']) orders.add(times(`${name} 10`, 50));
    orders.add(times('heavy 13', 2));
    expect(taken(orders)).toEqual(['3 a 10', '3 b 10']);
    expect(taken(orders)).toEqual(['1 heavy 13']);
  });

  it('takes one item at least of everybody', () => {
    const orders = queue();
    for (let at = 0; at < 15; at += 1) orders.add([`a 3`, 'b 3']);
    expect(taken(orders)).toEqual(times('1 a 3', 15));
  });

  it('gives every order its turn before any has a second one', () => {
    const orders = queue();
    const names = Array.from({ length: 25 }, (_, at) => `n${at}`);
    const all = names.map((name) => orders.add(times(`${name} 1`, 2)));
    const groups: string[][] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      groups.push(taken(orders));
      for (const order of all) if (order.isOut) orders.done(order);
    }
    const singly = (from: number, to: number) => names.slice(from, to).map((name) => `1 ${name} 1`);
    expect(groups).toEqual([
      singly(0, 20),
      [...singly(20, 25), ...singly(0, 15)],
      [...singly(15, 25)],
    ]);
  });

  it('gives out nothing more of an order whose last share is not done', () => {
    const orders = queue();
    const order = orders.add(times('a 1', 30));
    expect(taken(orders)).toEqual(['20 a 1']);
    expect(taken(orders)).toEqual([]);
    orders.done(order);
    expect(taken(orders)).toEqual(['10 a 1']);
  });

  it('takes what is heavy alone, and only where that is wanted', () => {
    const orders = queue();
    const heavy = orders.add(['heavy 500', 'after 1']);
    orders.add(['light 1']);
    expect(taken(orders, false)).toEqual(['1 light 1']);
    expect(taken(orders)).toEqual(['1 heavy 500']);
    orders.done(heavy);
    expect(taken(orders, false)).toEqual(['1 after 1']);
  });

  it('makes a lighter group where that is wanted, and what is heavier than it goes alone', () => {
    const orders = queue();
    const flood = orders.add(times('flood 1', 50));
    expect(orders.take(true, 6).map(({ items }) => items.length)).toEqual([6]);
    orders.done(flood);
    const large = orders.add(['large 8']);
    expect(orders.take(false, 6).map(({ items }) => items.length)).toEqual([3]);
    expect(orders.take(true, 6).map(({ items }) => items)).toEqual([['large 8']]);
    expect(orders.done(large)).toBe(true);
  });

  it('forgets an order that is dropped', () => {
    const orders = queue();
    const order = orders.add(times('a 1', 30));
    orders.take(true);
    orders.drop(order);
    orders.done(order);
    expect(taken(orders)).toEqual([]);
  });
});
