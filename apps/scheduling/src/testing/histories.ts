import fc from 'fast-check';
import type { Decision, DischargeDisposition, Level } from '@handrail/domain';
import { dayOf, firstSessionDay } from '../calendar/domain/sessions.js';
import { isWaiting, type PersonPlacements, type Placement } from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import type { Acceptance } from '../program/domain/program.js';
import { isOpenRoundTheClock, NEVER, type StayFact } from '../stay/domain/stay.js';
import { allotted, determined, id, nobody } from './builders.js';
import { placementDecider, type PlacementCommand } from './placement-decider.js';

/** What one person lived through, as the two topics tell it: stays by intake, levels by assessment. */
export interface Story {
  readonly stays: readonly PlacementCommand[];
  readonly decisions: readonly PlacementCommand[];
}

const fact = (stayFact: StayFact): PlacementCommand => ({ kind: 'note-stay', fact: stayFact });
const plan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
} as const;

const stayOfCare = (level: Level) => ({
  ...{ stayId: id('care'), facility: 'somewhere' },
  setting: level === 'RES' ? ('residential' as const) : ('intensive-outpatient' as const),
});
const ward = {
  stayId: id('ward'),
  facility: 'elsewhere',
  setting: 'withdrawal-management' as const,
};

/** The care the place was for: whether it began, ended, ended otherwise, or was all a mistake. */
function careFacts(level: Level, chosen: number, disposition: DischargeDisposition): StayFact[] {
  const care = stayOfCare(level);
  const times = { startedAt: '2026-11-18T15:00:00.000Z', endedAt: '2026-11-25T15:00:00.000Z' };
  const start: StayFact = {
    kind: 'stay-started',
    eventId: id('care start'),
    ...care,
    startedAt: times.startedAt,
  };
  const end = (how: DischargeDisposition, name: string): StayFact => ({
    ...{ kind: 'stay-ended', eventId: id(name), ...care, ...times },
    disposition: how,
  });
  const takenBack = (name: string): StayFact => ({
    kind: 'fact-retracted',
    retractedEventId: id(name),
  });
  return [
    [],
    [start],
    [start, end(disposition, 'care end')],
    [
      start,
      end('completed', 'care end'),
      takenBack('care end'),
      end(disposition, 'care end again'),
    ],
    [start, takenBack('care start')],
    [start, end(disposition, 'care end'), takenBack('care end')],
  ][chosen]!;
}

/** A stay elsewhere meanwhile: open, planned to end, ended, or ended in death. */
function wardFacts(chosen: number): StayFact[] {
  const start: StayFact = {
    ...{ kind: 'stay-started', eventId: id('ward start'), ...ward },
    startedAt: '2026-11-19T15:00:00.000Z',
  };
  const planned: StayFact = {
    ...{ kind: 'step-down-planned', eventId: id('ward plan'), ...ward },
    plannedFor: '2026-11-23T15:00:00.000Z',
  };
  const end: StayFact = {
    ...{ kind: 'stay-ended', eventId: id('ward end'), ...ward },
    ...{ startedAt: '2026-11-19T15:00:00.000Z', endedAt: '2026-11-22T15:00:00.000Z' },
    disposition: chosen === 5 ? 'died' : 'completed',
  };
  return [[], [start], [start, planned], [start, end], [start, planned, end], [start, end]][
    chosen
  ]!;
}

/** Made-up lives; `who` is in the ids of what is made, so that many of them have a place in one database. */
export const storiesOf = (who = '') =>
  fc
    .record({
      level: fc.constantFrom<Level>('IOP', 'RES'),
      care: fc.nat(5),
      ward: fc.nat(5),
      disposition: fc.constantFrom<DischargeDisposition>(
        'completed',
        'against-advice',
        'transferred',
      ),
      again: fc.boolean(),
      falls: fc.boolean(),
      needsHome: fc.constantFrom('never', 'always', 'detox', 'again'),
    })
    .map(({ level, care, ward: there, disposition, again, falls, needsHome }): Story => {
      const supportsOf = (name: string) =>
        level === 'IOP' && (needsHome === 'always' || needsHome === name)
          ? ['recovery-housing']
          : [];
      const asks = (name: string, minutes: number, asked: Level): PlacementCommand => {
        const made = determined(name, { level: asked, supports: supportsOf(name) }, minutes);
        const support = { ...made.support, reasonAt: made.determinedAt };
        return { kind: 'request-place', determined: { ...made, support }, event: `${name}${who}` };
      };
      return {
        stays: [...careFacts(level, care, disposition), ...wardFacts(there)].map(fact),
        decisions: [
          asks('detox', 0, level),
          ...(again ? [asks('again', 60, level)] : []),
          ...(falls
            ? [
                {
                  kind: 'withdraw-for' as const,
                  reassessmentId: id('detox'),
                  reason: 'trigger-retracted',
                },
              ]
            : []),
        ],
      };
    });

const applied = (person: PersonPlacements, decision: Decision<PlacementEvent>) =>
  decision.kind === 'happened' ? placementDecider.evolve(person, decision.events) : person;

/** What is told, and then a turn of an allocator that has room for whoever may begin. */
export const after = (person: PersonPlacements, command: PlacementCommand): PersonPlacements =>
  turn(heard(person, command));

export const heard = (person: PersonPlacements, command: PlacementCommand): PersonPlacements =>
  applied(person, placementDecider.decide(person, command));

/** Gives places to whoever waits and may begin, or asks programs for them. */
export const turn = (
  person: PersonPlacements,
  acceptance: Acceptance = 'automatic',
): PersonPlacements =>
  person.placements
    .filter((each) => isWaiting(each) && each.freeFrom !== NEVER)
    .reduce((state, waiting) => placeFor(state, waiting, acceptance), person);

function placeFor(
  person: PersonPlacements,
  waiting: Placement,
  acceptance: Acceptance,
): PersonPlacements {
  const found = allotted(waiting, acceptance);
  const from = waiting.freeFrom ?? `${found.place.startsOn}T15:00:00.000Z`;
  const sessions = { ...plan, startsOn: firstSessionDay(plan, from)!, weeks: 12 };
  const place =
    waiting.level === 'IOP'
      ? { ...found.place, startsOn: sessions.startsOn, plan: sessions }
      : { ...found.place, startsOn: dayOf(from, plan.timeZone) };
  return heard(person, { kind: 'settle', allotment: { ...found, place } });
}

/** Long enough for everything that somebody waits for to be over. */
export const TIME_PASSES: readonly PlacementCommand[] = ['2026-12-20', '2027-01-20'].map((day) => ({
  ...{ kind: 'pass-time', now: `${day}T15:00:00.000Z` },
}));

/** Nothing is news but the care the places were for. */
export const isOfCareAlone = ({ stays }: Story): boolean =>
  stays.every(
    (news) =>
      news.kind !== 'note-stay' || !('stayId' in news.fact) || news.fact.stayId === id('care'),
  );

export const livedThrough = (commands: readonly PlacementCommand[]) =>
  commands.reduce(after, nobody);

/** Both topics in one order, each in its own. */
export function mixed({ stays, decisions }: Story, picks: readonly boolean[]): PlacementCommand[] {
  const [a, b] = [[...stays], [...decisions]];
  const order: PlacementCommand[] = [];
  for (const first of picks) {
    const next = (first ? a : b).shift();
    if (next) order.push(next);
  }
  return [...order, ...a, ...b];
}

/** Nobody has two places of a kind; or one who is dead, whose care there has ended, or who lives in elsewhere. */
export function wrongWith({ placements, history }: PersonPlacements): string[] {
  const isDead = history.stays.some(({ end }) => end?.disposition === 'died');
  const held = placements.filter(({ status }) => status === 'confirmed');
  const homes = held.filter(({ level }) => level === 'RR').length;
  const isDoubled = homes > 1 || held.length - homes > 1;
  return [
    ...(isDoubled ? ['two places of a kind are theirs'] : []),
    ...held.flatMap(({ level, course, plan: sessions }) => {
      const arrived = history.stays.find(({ stayId }) => stayId === course.arrival?.stayId);
      const elsewhere = history.stays.some(
        (stay) => isOpenRoundTheClock(stay) && stay !== arrived && stay.plan === null,
      );
      return [
        ...(isDead ? ['a dead person has a place'] : []),
        ...(arrived?.end ? ['who has left has a place'] : []),
        ...(elsewhere && (sessions || level === 'RR') && !course.hold
          ? ['who lives in elsewhere has sessions or a home']
          : []),
      ];
    }),
  ];
}

/**
 * What stands at the end, once nobody lives in any more. While somebody does, everything is put off, and
 * whether as a place that is kept or as a wait depends on what was known when a place was found. Where somebody
 * has come to a place nothing asks for any more, a person decides, and whether they had one depends on that, too.
 */
export const picture = ({ placements, history }: PersonPlacements): string[] =>
  history.stays.some(isOpenRoundTheClock)
    ? ['when the stay is over']
    : placements
        .filter(({ support }) => support.length > 0)
        .filter((placement) => placement.status === 'confirmed' || isWaiting(placement))
        .map(({ level, startsOn, course }) =>
          course.arrival ? `${level}, arrived` : `${level} from ${startsOn}`,
        )
        .toSorted();
