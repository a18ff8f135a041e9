import type { PlaceTaken } from '../forecast/domain/expected-ends.js';
import type { LineAhead } from '../forecast/domain/forecast-line.js';
import { learnLevel, type LevelUsual } from '../forecast/domain/learn-level.js';
import type { LengthSample } from '../forecast/domain/lengths.js';
import type { WaitsEnded } from '../forecast/domain/moving-average.js';

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface SimulatedPerson {
  readonly id: string;
  readonly priorityClass: number;
  readonly askedOn: number;
  readonly tracks: readonly string[];
  /** When they stop waiting for a place they did not get. */
  readonly givesUpOn: number;
  placedOn: number | null;
}

interface SimulatedPlace extends PlaceTaken {
  readonly givenOn: number;
  readonly track: string;
  /** Known to the simulation alone. */
  readonly freedOn: number;
  readonly how: 'finished' | 'left' | 'never-came';
}

/** How a network of one level is, drawn by its seed. */
interface Character {
  readonly tracks: ReadonlyMap<string, number>;
  readonly planDays: number | null;
  readonly meanDays: number;
  readonly spread: number;
  readonly leavesEarly: number;
  readonly extends: number;
  readonly neverComes: number;
  readonly neverCameAfterDays: number;
  readonly startsAfterDays: number;
  readonly givesUpPerDay: number;
  /** Requests a day, on some day. */
  readonly requestsOn: (day: number) => number;
}

/**
 * A network of programs of one level that was made up: people ask, wait in the order of the law, get places,
 * come or do not, stay, leave early and finish. What it answers about a day is what was known on it.
 */
export class SimulatedNetwork {
  readonly people: SimulatedPerson[] = [];
  readonly #random: () => number;
  readonly #character: Character;
  #line: SimulatedPerson[] = [];
  #taken: SimulatedPlace[] = [];
  readonly #over: SimulatedPlace[] = [];
  readonly #gaveUp: Array<{ readonly askedOn: number; readonly on: number }> = [];
  day = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
    this.#character = characterOf(this.#random);
  }

  /** Lets days pass. */
  run(days: number): void {
    for (let passed = 0; passed < days; passed += 1) this.#passDay();
  }

  get waiting(): readonly SimulatedPerson[] {
    return this.#line;
  }

  /** What the service would read on this day. */
  lineAhead(): LineAhead {
    const { tracks, planDays } = this.#character;
    return {
      waiting: this.#line.map(({ id, priorityClass, tracks: suitable }) => ({
        ...{ id, priorityClass, tracks: suitable, freeFrom: 0 },
      })),
      tracks: [...tracks].map(([key, capacity]) => {
        const taken = this.#taken.filter((place) => place.track === key);
        return {
          key,
          free: capacity - taken.length,
          taken: taken.map((place) => this.#seen(place)),
          backOn: [],
          toGo: 0,
        };
      }),
      arrivals: [1, 2, 3].map((priorityClass) => ({
        priorityClass,
        perDay: this.#askedLately(priorityClass, 180) / 180,
        tracks: [...tracks.keys()],
      })),
      learned: learnLevel(this.#history(), usualOf(planDays)),
      leavePerDay: this.#leavePerDay(),
    };
  }

  /** Who got a place in the last 30 days, and how long they had waited. */
  placedLately(): WaitsEnded[] {
    return this.people.flatMap(({ priorityClass, askedOn, placedOn }) =>
      placedOn !== null && placedOn >= this.day - 30
        ? [{ priorityClass, waitedDays: placedOn - askedOn, count: 1 }]
        : [],
    );
  }

  #passDay(): void {
    const { day } = this;
    const freed = this.#taken.filter(({ freedOn }) => freedOn <= day);
    this.#over.push(...freed);
    this.#taken = this.#taken.filter(({ freedOn }) => freedOn > day);
    for (const { askedOn } of this.#line.filter(({ givesUpOn }) => givesUpOn <= day))
      this.#gaveUp.push({ askedOn, on: day });
    this.#line = this.#line.filter(({ givesUpOn }) => givesUpOn > day);
    for (let count = poisson(this.#character.requestsOn(day), this.#random); count > 0; count -= 1)
      this.#ask();
    this.#line.sort((a, b) => a.priorityClass - b.priorityClass || a.askedOn - b.askedOn);
    this.#giveOut();
    this.day += 1;
  }

  #ask(): void {
    const { tracks, givesUpPerDay } = this.#character;
    const draw = this.#random();
    const priorityClass = draw < 0.02 ? 1 : draw < 0.05 ? 2 : draw < 0.17 ? 3 : 4;
    const suitable = [...tracks.keys()].filter(() => this.#random() < 0.7);
    const person = {
      id: `p${this.people.length}`,
      ...{ priorityClass, askedOn: this.day },
      tracks: suitable.length > 0 ? suitable : [...tracks.keys()],
      givesUpOn: this.day + 1 + exponential(1 / givesUpPerDay, this.#random),
      placedOn: null,
    };
    this.people.push(person);
    this.#line.push(person);
  }

  #giveOut(): void {
    const free = new Map(this.#character.tracks);
    for (const { track } of this.#taken) free.set(track, free.get(track)! - 1);
    for (const person of this.#line) {
      const track = person.tracks.find((key) => free.get(key)! > 0);
      if (track === undefined) continue;
      free.set(track, free.get(track)! - 1);
      person.placedOn = this.day;
      this.#taken.push(this.#placeIn(track));
    }
    this.#line = this.#line.filter(({ placedOn }) => placedOn === null);
  }

  #placeIn(track: string): SimulatedPlace {
    const character = this.#character;
    const random = this.#random;
    const { planDays, neverComes, neverCameAfterDays, startsAfterDays } = character;
    const beganOn = this.day + startsAfterDays;
    const place = { track, beganOn, givenOn: this.day };
    if (random() < neverComes)
      return {
        ...place,
        endsOn: planDays && beganOn + planDays,
        hasArrived: false,
        how: 'never-came',
        freedOn: beganOn + neverCameAfterDays,
      };
    const endsOn = planDays === null ? null : beganOn + planDays;
    if (endsOn !== null) {
      const leaves = random() < character.leavesEarly;
      const extended = random() < character.extends ? 28 : 0;
      const early = beganOn + 1 + Math.floor(random() ** 1.5 * planDays!);
      return leaves
        ? { ...place, endsOn, hasArrived: true, how: 'left', freedOn: early }
        : { ...place, endsOn, hasArrived: true, how: 'finished', freedOn: endsOn + extended };
    }
    const days = Math.max(1, Math.round(logNormal(character.meanDays, character.spread, random)));
    return { ...place, endsOn, hasArrived: true, how: 'finished', freedOn: beganOn + days };
  }

  /** A place as it is known today, in days from now. */
  #seen({ beganOn, endsOn, hasArrived }: SimulatedPlace): PlaceTaken {
    const { day } = this;
    return {
      beganOn: beganOn - day,
      // A plan that goes on is known to once it has not ended.
      endsOn: endsOn === null ? null : endsOn >= day ? endsOn - day : endsOn - day + 28,
      hasArrived: hasArrived && beganOn < day,
    };
  }

  #history() {
    const since = this.day - 365;
    const samples = (of: readonly SimulatedPlace[], how?: 'still'): LengthSample[] =>
      of.map((place) => ({
        days: Math.min(place.freedOn, this.day) - place.beganOn,
        how: how ?? (place.how === 'left' ? 'left' : 'finished'),
        count: 1,
      }));
    const over = this.#over.filter(({ givenOn }) => givenOn >= since);
    const came = over.filter(({ how }) => how !== 'never-came');
    const inVain = over.filter(({ how }) => how === 'never-came');
    const still = this.#taken.filter(({ hasArrived, beganOn }) => hasArrived && beganOn < this.day);
    const lengths = [...samples(came), ...samples(still, 'still')];
    return {
      planned: this.#character.planDays === null ? [] : lengths,
      unplanned: this.#character.planDays === null ? lengths : [],
      neverCame: {
        count: inVain.length,
        afterDays: mean(inVain.map(({ freedOn, beganOn }) => freedOn - beganOn)),
      },
      came: came.length + still.length,
      startsAfterDays: mean(over.map(({ givenOn, beganOn }) => beganOn - givenOn)),
    };
  }

  #askedLately(priorityClass: number, days: number): number {
    return this.people.filter(
      (person) => person.priorityClass === priorityClass && person.askedOn >= this.day - days,
    ).length;
  }

  #leavePerDay(): number {
    const since = this.day - 180;
    const left = this.#gaveUp.filter(({ on }) => on >= since).length;
    const waitedDays = this.people.reduce((sum, { askedOn, placedOn, givesUpOn }) => {
      const until = Math.min(this.day, placedOn ?? givesUpOn, givesUpOn);
      return sum + Math.max(0, until - Math.max(askedOn, since));
    }, 0);
    return waitedDays === 0 ? 0 : left / waitedDays;
  }
}

function characterOf(random: () => number): Character {
  const between = (least: number, most: number) => least + random() * (most - least);
  const tracks = new Map<string, number>();
  const count = 1 + Math.floor(random() * 6);
  for (let each = 0; each < count; each += 1)
    tracks.set(`program-${each}/all`, Math.round(between(4, 30)));
  const hasPlans = random() < 0.5;
  const planDays = hasPlans ? 7 * Math.round(between(4, 12)) : null;
  const meanDays = planDays ?? between(4, 60);
  const leavesEarly = between(0.1, 0.5);
  const lasts = hasPlans ? meanDays * (1 - leavesEarly / 2) : meanDays;
  const capacity = [...tracks.values()].reduce((sum, places) => sum + places, 0);
  const perDay = (between(1.1, 1.5) * capacity) / lasts;
  const [swing, period, phase, step] = [
    between(0, 0.3),
    between(60, 300),
    random() * 6,
    between(0.8, 1.25),
  ];
  const stepOn = between(300, 460);
  return {
    ...{ tracks, planDays, meanDays, leavesEarly },
    spread: between(0.3, 0.9),
    extends: between(0, 0.15),
    neverComes: between(0.03, 0.25),
    neverCameAfterDays: hasPlans ? 14 : 2,
    startsAfterDays: hasPlans ? 2 : 0,
    givesUpPerDay: between(0.003, 0.025),
    requestsOn: (day) =>
      perDay *
      (1 + swing * Math.sin((2 * Math.PI * day) / period + phase)) *
      (day > stepOn ? step : 1),
  };
}

const usualOf = (planDays: number | null): LevelUsual => ({
  ...{ lengthDays: planDays ?? 30, planDays, neverCameAfterDays: planDays === null ? 2 : 14 },
});

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const exponential = (meanDays: number, random: () => number): number =>
  Math.floor(-Math.log(1 - random()) * meanDays);

function poisson(expected: number, random: () => number): number {
  const least = Math.exp(-expected);
  let [count, product] = [0, random()];
  while (product > least) {
    count += 1;
    product *= random();
  }
  return count;
}

function logNormal(meanDays: number, spread: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(Math.log(meanDays) - spread ** 2 / 2 + spread * normal);
}
