import { DAY_MS, HOUR_MS, type Setting } from '@handrail/domain';
import fc from 'fast-check';
import {
  day,
  later,
  rated,
  session,
  stayEnds,
  stayStarts,
  story,
  type Reported,
} from '../../testing/case-story.js';
import { notStarted, placeGiven, sessionsPlanned } from '../../testing/reported-places.js';

const PEOPLE = 1_000;
const START = Date.parse(day(0));
const onDay = (at: string): number => (Date.parse(at) - START) / DAY_MS;

/** How somebody goes, when that is seen at the latest, and within how many hours somebody has to act [P; TIP 63]. */
interface Going {
  readonly reports: readonly Reported[];
  readonly kind: string;
  readonly seenOn: number;
  readonly dueHours: number;
}

/** What is left to chance in a life, drawn one after the other. */
class Chance {
  readonly #drawn: number[];

  constructor(drawn: readonly number[]) {
    this.#drawn = [...drawn];
  }

  draw(): number {
    return this.#drawn.shift() ?? 0.5;
  }

  between(from: number, to: number): number {
    return from + this.draw() * (to - from);
  }

  /** A whole day. */
  on(from: number, to: number): number {
    return Math.floor(this.between(from, to));
  }

  pick<T>(among: readonly T[]): T {
    return among[Math.floor(this.draw() * among.length)]!;
  }
}
const chances = fc
  .array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 30, maxLength: 30 })
  .map((drawn) => new Chance(drawn));
const HOW = ['against-advice', 'administrative', 'other'] as const;
const iop = 'intensive-outpatient';

function leaves(chance: Chance, settings: readonly Setting[], dueHours: number): Going {
  const from = chance.on(1, 10);
  const to = chance.between(from + 0.1, from + 30);
  const [setting, disposition] = [chance.pick(settings), chance.pick(HOW)];
  const stay = { name: 'program', from, to };
  const reports = [stayStarts(setting, stay), stayEnds(setting, { ...stay, disposition })];
  return { reports, kind: 'left-early', seenOn: to, dueHours };
}

/** A place from day 4 on, with its sessions until long after. */
const place = [placeGiven(2, { from: 4 }), sessionsPlanned(2, [4, 86])];

const STAGES: Readonly<Record<string, (chance: Chance) => Going>> = {
  'a stay round the clock is left': (chance) =>
    leaves(chance, ['withdrawal-management', 'residential', 'inpatient'], 24),
  'a program is left': (chance) =>
    leaves(chance, [iop, 'partial-hospitalization', 'outpatient'], 72),
  'opioid treatment is left': (chance) => leaves(chance, ['opioid-treatment'], 24),
  'nobody comes to the place': (chance) => {
    const seenOn = chance.between(11, 12);
    const reports = [...place, { ...notStarted(11), on: seenOn }];
    return { reports, kind: 'missed-sessions', seenOn, dueHours: 72 };
  },
  'a place falls silent': (chance) => {
    const from = chance.on(4, 20);
    const last = chance.on(from, from + 20);
    const reports = [...place, stayStarts(iop, { name: 'program', from }), rated(last)];
    return { reports, kind: 'lost-contact', seenOn: last + 21, dueHours: 72 };
  },
  'sessions are attended no more': (chance) => {
    const last = chance.on(5, 17);
    const came = [4, last].map((on) => session(on, { attendance: 'attended' }));
    const reports = [...place, ...came, rated(last + chance.on(1, 13))];
    return { reports, kind: 'lost-contact', seenOn: last + 14, dueHours: 72 };
  },
  'care without a place falls silent': (chance) => {
    const last = chance.on(1, 30);
    const reports = [stayStarts('outpatient', { name: 'program', from: 1 }), rated(last)];
    return { reports, kind: 'lost-contact', seenOn: last + 90, dueHours: 72 };
  },
};

describe(`${PEOPLE} people who leave early, never come or fall silent`, () => {
  it.each(Object.entries(STAGES))(
    'are on the list of somebody within the stated time, once, where %s',
    (_stage, goingOf) => {
      const numRuns = Math.ceil(PEOPLE / Object.keys(STAGES).length);
      fc.assert(
        fc.property(chances, (chance) => isListed(goingOf(chance), chance)),
        { seed: 20261128, numRuns },
      );
    },
  );
});

function isListed({ reports, kind, seenOn, dueHours }: Going, chance: Chance): void {
  const person = story(...reports);
  for (;;) {
    const next = Math.min(...Object.values(person.wakeUps).map(onDay));
    if (next > seenOn + 5) break;
    // A clock may be looked at late, and twice.
    const late = later(next + chance.draw() / 24);
    person.when(late, late);
  }
  const standing = person.reassessments.filter(({ status }) => status !== 'withdrawn');
  const kinds = standing.map(({ triggers }) => triggers.map((trigger) => trigger.kind));
  expect(kinds).toEqual([[kind]]);
  const [listed] = standing;
  // Nobody acts in these days, so that it has become overdue, and is still the same task.
  expect(listed).toMatchObject({ status: 'overdue', proposal: { mode: 'needs-human' } });
  const openedMs = Date.parse(listed!.openedAt);
  expect(openedMs - Date.parse(day(seenOn))).toBeGreaterThanOrEqual(0);
  expect(openedMs - Date.parse(day(seenOn))).toBeLessThanOrEqual(HOUR_MS);
  expect(Date.parse(listed!.dueAt) - openedMs).toBeLessThanOrEqual(dueHours * HOUR_MS);
}
