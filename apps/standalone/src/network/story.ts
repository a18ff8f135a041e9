import type { CareNetwork, IdentifiedPerson, SimulatedRatings } from './care-network.js';
import type { People } from './person.js';
import type { ProgramDesk } from './program-desk.js';
import type { Random } from './random.js';
import type { Acknowledged, SimulatedStay, StaySource } from './source.js';

/** One thing that happens: who tells it, what it is, and the telling. */
export interface StoryStep {
  readonly from: string;
  readonly what: string;
  send(): Promise<Acknowledged>;
}

/** A person's way through the network; each step waits for its turn. */
export type Story = Iterator<StoryStep, void, undefined>;

/** Everything a story can draw on. */
export interface World {
  readonly hospitals: readonly [StaySource, ...StaySource[]];
  readonly care: CareNetwork;
  readonly desk: ProgramDesk;
  readonly people: People;
  readonly random: Random;
  /** A visit number that was never used before. */
  newVisitNumber(): string;
}

const DAY_MS = 86_400_000;
export const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

const NAMES = { detox: 'detox', residential: 'residential stay' } as const;

/** A person, a stay and the facility that tells of it. */
export interface Case extends IdentifiedPerson {
  readonly hospital: StaySource;
  readonly stay: SimulatedStay;
}

export function openCase(world: World, kind: SimulatedStay['kind'], startedDaysAgo: number): Case {
  const hospital = world.random.pick(world.hospitals);
  return {
    hospital,
    person: world.people.next(),
    identifierSystem: hospital.identifierSystem,
    stay: {
      visitNumber: world.newVisitNumber(),
      kind,
      startedAt: daysAgo(startedDaysAgo),
    },
  };
}

export const admitted = ({ hospital, person, stay }: Case): StoryStep => ({
  from: hospital.title,
  what: `admitted to ${NAMES[stay.kind]}`,
  send: () => hospital.admit(person, stay),
});

export const discharged = (
  { hospital, person, stay }: Case,
  at: Date,
  leaving: 'home' | 'against-advice' = 'home',
): StoryStep => ({
  from: hospital.title,
  what: `${NAMES[stay.kind]} ended, ${leaving === 'home' ? 'completed' : 'left against advice'}`,
  send: () => hospital.discharge(person, stay, at, leaving),
});

export const rated = (
  world: World,
  known: IdentifiedPerson,
  ratings: SimulatedRatings,
  at: Date,
  context: Readonly<Record<string, unknown>> = {},
): StoryStep => ({
  from: world.care.title,
  what: ratings.d1 === 'unknown' ? 'risk rated, withdrawal not known' : 'risk rated',
  send: () =>
    world.care.recordRatings(
      known,
      ratings,
      { region: known.person.region, payer: 'medicaid-ma', ...context },
      at,
    ),
});

const usedAgain = (world: World, known: IdentifiedPerson, at: Date): StoryStep => ({
  from: world.care.title,
  what: 'return to use reported',
  send: () => world.care.reportReturnToUse(known, at),
});

/** Ratings that lead to intensive outpatient, the most common next step. */
export const MODERATE: SimulatedRatings = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };

export function* detox(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'detox', world.random.between(4, 6));
  yield admitted(opened);
  if (opened.hospital.update && world.random.chance(0.3))
    yield {
      from: opened.hospital.title,
      what: 'address corrected',
      send: () => opened.hospital.update!(opened.person, opened.stay),
    };
  const d5 = world.random.weighted([
    [2, 7],
    [3, 2],
    [1, 1],
  ]);
  yield rated(world, opened, { ...MODERATE, d5 }, daysAgo(0.05));
  yield discharged(opened, new Date());
}

export function* residential(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'residential', world.random.between(24, 35));
  yield admitted(opened);
  const d5 = world.random.weighted([
    [2, 1],
    [3, 1],
  ]);
  yield rated(world, opened, { ...MODERATE, d5 }, daysAgo(0.1));
  yield discharged(opened, new Date());
}

/** The network plans a step-down while the person still lives in. */
export function* planned(world: World): Generator<StoryStep, void, undefined> {
  const hospital = world.random.pick(world.hospitals);
  const known: IdentifiedPerson = {
    person: world.people.next(),
    identifierSystem: hospital.identifierSystem,
  };
  const stay = {
    id: world.newVisitNumber(),
    facility: 'harborlight-house',
    setting: 'residential',
  };
  yield {
    from: world.care.title,
    what: 'residential stay began',
    send: () => world.care.startStay(known, stay, daysAgo(26)),
  };
  yield rated(world, known, MODERATE, daysAgo(0.1));
  yield {
    from: world.care.title,
    what: 'step-down planned in 5 days',
    send: () => world.care.planStepDown(known, stay, daysAgo(-5)),
  };
}

/** A person in outpatient care uses again, twice within the window: the level goes up. */
export function* repeatedReturn(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'detox', 18);
  yield admitted(opened);
  yield rated(world, opened, MODERATE, daysAgo(12.1));
  yield discharged(opened, daysAgo(12));
  yield usedAgain(world, opened, daysAgo(5));
  yield rated(world, opened, MODERATE, daysAgo(0.2));
  yield usedAgain(world, opened, daysAgo(0.1));
}

/** A discharge entered by mistake: the place it led to is given back. */
export function* mistaken(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'detox', 3);
  const { hospital, person, stay } = opened;
  yield admitted(opened);
  yield rated(world, opened, MODERATE, daysAgo(0.05));
  yield discharged(opened, new Date());
  if (hospital.cancelDischarge)
    yield {
      from: hospital.title,
      what: 'discharge cancelled, entered by mistake',
      send: () => hospital.cancelDischarge!(person, stay, new Date()),
    };
}

/** Nobody rated the risk of withdrawal: a clinician has to decide. */
export function* unknownRisk(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'detox', 5);
  yield admitted(opened);
  yield rated(world, opened, { ...MODERATE, d1: 'unknown' }, daysAgo(0.05));
  yield discharged(opened, new Date());
}

export function* unsafeHome(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'detox', 5);
  yield admitted(opened);
  yield rated(world, opened, { ...MODERATE, d6: 4 }, daysAgo(0.05), { housing: 'unsafe' });
  yield discharged(opened, new Date());
}

export function* leftEarly(world: World): Generator<StoryStep, void, undefined> {
  const opened = openCase(world, 'detox', 2);
  yield admitted(opened);
  yield discharged(opened, new Date(), 'against-advice');
}
