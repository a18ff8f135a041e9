import { createHash } from 'node:crypto';
import { randomOf } from '../../random.js';

/** What the load is made of; the shares are those of a network of hospitals on a busy day. */
export const MIX = {
  /** Ratings repeated as they were: notes of a shift that change nothing. */
  note: 0.6,
  detoxCompleted: 0.15,
  stepDown: 0.1,
  returnToUse: 0.1,
  cancellation: 0.05,
} as const;
const PERSONS = 100_000;
const PROGRAMS = 200;
/** Together room for about six of ten who need a place in a run of some minutes. */
const PLACES_EACH = 20;

/** What is sent again or taken back is among so many of the last. */
const RECENT = 1_000;
const ZIPF_EXPONENT = 0.99;
const SENT_AGAIN = 0.05;
const OUT_OF_ORDER = 0.02;
/** One of so many events carries four kilobytes; the others are about half a kilobyte. */
const LARGE_ONE_OF = 60;
const REGIONS = 20;
const DAY_MS = 86_400_000;

export interface LoadEvent {
  readonly id: string;
  /** Whether something should follow from it for a person's care. */
  readonly kind: keyof typeof MIX;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of the one person of whom more is told than of anybody. */
  readonly isHot: boolean;
}

const regionOf = (person: number) => `region-${person % REGIONS}`;

/** Shares of persons, so that few come often and most come once. */
function zipf(persons: number): (random: number) => number {
  const sums = new Float64Array(persons);
  let sum = 0;
  for (let rank = 0; rank < persons; rank += 1) sums[rank] = sum += 1 / (rank + 1) ** ZIPF_EXPONENT;
  return (random) => {
    const wanted = random * sum;
    let [low, high] = [0, persons - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Makes the events of a run, the same ones for the same seed but for the run's name and the time. */
export class Load {
  readonly #run: string;
  /** The share of events that are of one and the same person, whom the others are never about. */
  readonly #hotShare: number;
  readonly #random: () => number;
  readonly #personOf = zipf(PERSONS);
  readonly #recent: LoadEvent[] = [];
  #made = 0;

  constructor(run: string, seed: number, hotShare = 0) {
    this.#run = run;
    this.#hotShare = hotShare;
    this.#random = randomOf(seed);
  }

  next(nowMs: number): LoadEvent {
    const again = this.#random() < SENT_AGAIN ? this.#anyRecent() : undefined;
    if (again) return again;
    this.#made += 1;
    const event = this.#make(nowMs);
    this.#recent[(this.#made - 1) % RECENT] = event;
    return event;
  }

  #make(nowMs: number): LoadEvent {
    const id = uuidOf(`${this.#run}/${this.#made}`);
    const kind = this.#kind();
    const isHot = this.#hotShare > 0 && this.#random() < this.#hotShare;
    const person = isHot ? PERSONS : this.#personOf(this.#random());
    const atMs = this.#random() < OUT_OF_ORDER ? nowMs - DAY_MS * this.#random() : nowMs;
    const at = new Date(atMs).toISOString();
    const note = 'n'.repeat(this.#made % LARGE_ONE_OF === 0 ? 3_600 : 60);
    const body = {
      specversion: '1.0',
      id,
      source: 'urn:bench:network',
      type: `handrail.inbound.${TYPES[kind]}.v1`,
      time: at,
      datacontenttype: 'application/json',
      data: { ...this.#dataOf(kind, person, at, atMs), note },
    };
    return { id, kind, body, isHot };
  }

  #dataOf(kind: keyof typeof MIX, of: number, at: string, atMs: number): object {
    const person = {
      identifiers: [{ system: `urn:bench:hospital-${of % 7}`, value: `P${of}` }],
      birthDate: new Date(-(of % 20_000) * DAY_MS).toISOString().slice(0, 10),
    };
    const stay = { id: `V${this.#run}-${this.#made}`, facility: `bench-${of % 7}` };
    switch (kind) {
      case 'note':
        return {
          person,
          ratedAt: at,
          ratings: { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2 + (of % 2), d6: 1 },
          context: { region: regionOf(of) },
        };
      case 'detoxCompleted':
        return {
          person,
          stay: { ...stay, setting: 'withdrawal-management' },
          endedAt: at,
          disposition: 'completed',
        };
      case 'stepDown':
        return {
          person,
          stay: { ...stay, setting: 'residential' },
          plannedFor: new Date(atMs + 7 * DAY_MS).toISOString(),
        };
      case 'returnToUse':
        return { person, occurredAt: at, evidence: 'clinician' };
      case 'cancellation':
        return { cancels: { source: 'urn:bench:network', id: this.#anyRecent()!.id } };
    }
  }

  #kind(): keyof typeof MIX {
    let left = this.#random();
    for (const [kind, share] of Object.entries(MIX) as Array<[keyof typeof MIX, number]>) {
      // Nothing has been sent yet that the first could take back: intake would wait for it, for ever.
      if (left < share) return kind === 'cancellation' && this.#recent.length === 0 ? 'note' : kind;
      left -= share;
    }
    return 'note';
  }

  #anyRecent(): LoadEvent | undefined {
    return this.#recent[Math.floor(this.#random() * this.#recent.length)];
  }
}

const TYPES: Readonly<Record<keyof typeof MIX, string>> = {
  note: 'risk-ratings-recorded',
  detoxCompleted: 'stay-ended',
  stepDown: 'step-down-planned',
  returnToUse: 'return-to-use-reported',
  cancellation: 'event-cancelled',
};

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The programs of the network: every region has some of each of the common levels. */
export function programs(): object[] {
  return Array.from({ length: PROGRAMS }, (_, n) => {
    const { level, ...session } = COURSES[Math.floor(n / REGIONS) % COURSES.length]!;
    return {
      id: `bench-program-${n}`,
      name: `Program ${n}`,
      level,
      regions: [`region-${n % REGIONS}`],
      timeZone: 'America/New_York',
      payers: [],
      capabilities: [],
      acceptance: 'automatic',
      tracks: [{ id: 'daily', ...session, modality: 'on-site', capacity: PLACES_EACH }],
    };
  });
}

const EVENINGS = { level: 'IOP', days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' };
const COURSES = [
  EVENINGS,
  EVENINGS,
  { ...EVENINGS, level: 'OP', to: '20:00' },
  { level: 'PHP', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '15:00' },
];
