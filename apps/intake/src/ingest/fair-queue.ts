/** What somebody wants done: items in order, some of them heavier than others. */
export interface Order<T> {
  readonly items: readonly T[];
  /** How many of them have been given out. */
  next: number;
  /** Given out and not yet done: nothing more of it goes out, so that its order holds. */
  isOut: boolean;
}

/** Part of an order that goes into a group. */
export interface Share<T> {
  readonly order: Order<T>;
  readonly items: readonly T[];
}

export interface GroupLimits {
  readonly items: number;
  /** Sum of weights of a group. */
  readonly weight: number;
  /**
   * What all may put in together while several wait: one item each, and of more an equal share, so that
   * a group beside a flood stays short.
   */
  readonly contendedWeight: number;
  /** An item heavier than this, or than a group, goes alone. */
  readonly heavyWeight: number;
}

/**
 * Cuts orders of any size into groups of bounded size, in turn: every order that waits gets its share of
 * the next group before any gets more. A lone message beside a flood is in the next group, and a flood
 * beside nobody fills whole groups.
 */
export class FairQueue<T> {
  readonly #limits: GroupLimits;
  readonly #weightOf: (item: T) => number;
  #orders: Array<Order<T>> = [];

  constructor(limits: GroupLimits, weightOf: (item: T) => number) {
    this.#limits = limits;
    this.#weightOf = weightOf;
  }

  add(items: readonly T[]): Order<T> {
    const order: Order<T> = { items, next: 0, isOut: false };
    this.#orders.push(order);
    return order;
  }

  /** Takes an order out, whatever is left of it. */
  drop(order: Order<T>): void {
    this.#orders = this.#orders.filter((each) => each !== order);
  }

  /**
   * The next group; empty when nothing can go. `mayBeHeavy` false leaves out what fills a group alone;
   * `atMost` makes a group lighter than the limits do.
   */
  take(mayBeHeavy: boolean, atMost = this.#limits.weight): Array<Share<T>> {
    const shares: Array<Share<T>> = [];
    const ready = this.#orders.filter(({ isOut }) => !isOut);
    const heavy = Math.min(this.#limits.heavyWeight, atMost);
    const shared = Math.min(this.#limits.contendedWeight, atMost);
    const room = { items: this.#limits.items, weight: atMost, heavy };
    const most = ready.length > 1 ? shared / ready.length : atMost;
    for (const order of ready) {
      if (room.items === 0) break;
      const items = this.#shareOf(order, room, most, mayBeHeavy);
      if (items.length === 0) continue;
      order.next += items.length;
      order.isOut = true;
      shares.push({ order, items });
    }
    this.#toTheEnd(new Set(shares.map(({ order }) => order)));
    return shares;
  }

  /** The share of a group is done: the order waits for its next turn, unless it is done altogether. */
  done(order: Order<T>): boolean {
    order.isOut = false;
    if (order.next < order.items.length) return false;
    this.drop(order);
    return true;
  }

  #shareOf(
    order: Order<T>,
    room: { items: number; weight: number; readonly heavy: number },
    most: number,
    mayBeHeavy: boolean,
  ): T[] {
    const taken: T[] = [];
    let weight = 0;
    for (let at = order.next; at < order.items.length && room.items > 0; at += 1) {
      const item = order.items[at]!;
      const own = this.#weightOf(item);
      if (own > room.heavy) {
        const isAlone = taken.length === 0 && room.items === this.#limits.items;
        if (!mayBeHeavy || !isAlone) break;
        room.items = 0;
        return [item];
      }
      if (own > room.weight || (taken.length > 0 && weight + own > most)) break;
      taken.push(item);
      weight += own;
      room.items -= 1;
      room.weight -= own;
    }
    return taken;
  }

  #toTheEnd(served: ReadonlySet<Order<T>>): void {
    const [first, last]: [Array<Order<T>>, Array<Order<T>>] = [[], []];
    for (const order of this.#orders) (served.has(order) ? last : first).push(order);
    this.#orders = [...first, ...last];
  }
}
