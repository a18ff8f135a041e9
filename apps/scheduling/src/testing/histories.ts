import { dayOf, firstSessionDay } from '../calendar/domain/sessions.js';
import type { Decision } from '@handrail/domain';
import { mergePlacements } from '../placement/domain/merge.js';
import {
  isPending,
  isWaiting,
  type PersonPlacements,
  type Placement,
} from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import type { Acceptance } from '../program/domain/program.js';
import { isOpenRoundTheClock, livesIn, NEVER } from '../stay/domain/stay.js';
import { allotted, nobody } from './builders.js';
import { placementDecider, type PlacementCommand } from './placement-decider.js';

const plan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
} as const;

const applied = (person: PersonPlacements, decision: Decision<PlacementEvent>) =>
  decision.kind === 'happened' ? placementDecider.evolve(person, decision.events) : person;

/** What is told, and then a turn of an allocator that has room for whoever may begin. */
export const after = (
  person: PersonPlacements,
  command: PlacementCommand,
  acceptance: Acceptance = 'automatic',
): PersonPlacements => turn(heard(person, command), acceptance);

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

export const livedThrough = (
  commands: readonly PlacementCommand[],
  acceptance: Acceptance = 'automatic',
) => commands.reduce((person, command) => after(person, command, acceptance), nobody);

/** Both of two persons who turn out to be one, in one case. */
export const merged = (own: PersonPlacements, double: PersonPlacements): PersonPlacements =>
  heard(mergePlacements(own, double), { kind: 'settle-merged' });

/** Nobody has two places of a kind; or one who is dead, whose care there has ended, or who lives in elsewhere. */
export function wrongWith({ placements, history }: PersonPlacements): string[] {
  const isDead = history.stays.some(({ end }) => end?.disposition === 'died');
  const held = placements.filter(({ status }) => status === 'confirmed');
  const homes = held.filter(({ level }) => level === 'RR').length;
  const isDoubled = homes > 1 || held.length - homes > 1;
  return [
    ...(isDoubled ? ['two places of a kind are theirs'] : []),
    ...held.flatMap(({ level, course, plan: sessions, support, needsReview, createdAt }) => {
      const arrived = history.stays.find(({ stayId }) => stayId === course.arrival?.stayId);
      const elsewhere = livesIn(history, createdAt).some(
        (stay) => stay !== arrived && stay.plan === null,
      );
      return [
        ...(isDead ? ['a dead person has a place'] : []),
        ...(arrived?.end ? ['who has left has a place'] : []),
        ...(support.every(({ fellWithDeath }) => fellWithDeath) && needsReview === null
          ? ['nothing asks for a place and nobody looks at it']
          : []),
        ...(elsewhere && (sessions || level === 'RR') && !course.hold
          ? ['who lives in elsewhere has sessions or a home']
          : []),
      ];
    }),
  ];
}

/**
 * What stands at the end, once nobody lives in any more. While somebody does, everything is put off, and
 * whether as a place that is kept or as a wait depends on what was known when a place was found.
 *
 * Places nothing asks for any more are left out: their reason fell, and whether somebody had been given the place
 * and come to it by then depends on what had been told. Nobody is harmed by it, because either way nothing is
 * held behind anybody's back: who has such a place has come to it, and is on the list of a person who decides
 * (`wrongWith` holds every life to that); who has none is asked for by nothing.
 */
export const picture = ({ placements, history }: PersonPlacements): string[] =>
  history.stays.some(isOpenRoundTheClock)
    ? ['when the stay is over']
    : placements
        .filter(({ support }) => support.length > 0)
        .filter((placement) => placement.status === 'confirmed' || isPending(placement))
        .map(({ level, status, startsOn, course }) => {
          if (course.arrival) return `${level}, arrived`;
          return status === 'offered' ? `${level}, asked for` : `${level} from ${startsOn}`;
        })
        .toSorted();

/**
 * Of care alone. A residence that only one of two persons was to live in stays when both turn out to be one, until a
 * level is determined anew: a merge takes away no home, and nobody has determined that they need none.
 */
export const pictureOfCare = (person: PersonPlacements): string[] =>
  picture(person).filter((line) => !line.startsWith('RR'));
