import { deriveId, isFromHome, LEVELS_WITH_AN_END } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { AttendanceReported, FactSource } from './facts.js';
import { instantMs, plusDays } from './instants.js';
import { asLastRecorded } from './missed-sessions.js';
import { comesFromMs, goneMs, type Place } from './place.js';
import type { PersonCase, CaseStay } from './person-case.js';

/** Nobody has heard from a person in care for so long that somebody has to look (T7). */
export interface Silence {
  /** An id of its own, made of the last contact: the same silence is found again. */
  readonly eventId: string;
  readonly lastContact: FactSource;
  readonly since: string;
  /** When it has lasted long enough. */
  readonly at: string;
}

interface Contact {
  readonly at: string;
  readonly source: FactSource;
  /** Somebody saw the person where care is given, and not only heard of them. */
  readonly seen: boolean;
}

/** What silences follow from, worked out once for all of them. */
interface Life {
  readonly state: PersonCase;
  /** In order. */
  readonly contacts: readonly Contact[];
  /** One record per session, in order. */
  readonly sessions: readonly AttendanceReported[];
}

/** The silences of a place, or of a person in care from home as such. */
interface Watch {
  /** Undefined for the person as such. */
  readonly placementId?: string;
  readonly silences: readonly Silence[];
  /** Somebody still waits for the last of them. */
  readonly goesOn: boolean;
}

/**
 * Every silence of a person in care, also one that ended since: somebody was asked to look, and what they
 * decided stands. The last ones may lie ahead; whoever asks compares with the present time.
 */
export const silencesOf = (state: PersonCase, policy: Policy): Silence[] =>
  watchesOver(state, policy).flatMap(({ silences }) => silences);

/** The silences that may lie ahead, each with a name under which a case has one at most. */
export const silencesAhead = (state: PersonCase, policy: Policy): [string, Silence][] =>
  watchesOver(state, policy).flatMap(({ placementId, silences, goesOn }): [string, Silence][] => {
    const last = goesOn ? silences.at(-1) : undefined;
    if (!last) return [];
    return [[placementId === undefined ? 'silence' : `silence:${placementId}`, last]];
  });

/** Who has a place is missed sooner, and then not once more for the longer time. */
function watchesOver(state: PersonCase, policy: Policy): Watch[] {
  const sessions = asLastRecorded(state.attendance);
  const life = { state, sessions, contacts: contactsOf(state, sessions) };
  const ofPlaces = state.places.map((place) => silencesOfPlace(place, life, policy));
  const sooner = ofPlaces.flatMap(({ silences }) => silences.map(({ at }) => instantMs(at)));
  const ofPerson = silencesOfPerson(life, policy).filter(({ at, since }) =>
    sooner.every((ms) => ms < instantMs(since) || ms > instantMs(at)),
  );
  return [{ silences: ofPerson, goesOn: true }, ...ofPlaces];
}

/** Times somebody saw the person or heard from them, in order. */
function contactsOf(
  { stays, ratings, signals, requests, drugTests }: PersonCase,
  sessions: readonly AttendanceReported[],
): Contact[] {
  const seen = true;
  const came = sessions
    .filter((session) => session.attendance === 'attended')
    .map(({ sessionStartsAt: at, source }) => ({ at, source, seen }));
  const rated = ratings.map(({ ratedAt: at, source }) => ({ at, source, seen: false }));
  const reported = signals
    .filter(({ trigger }) => trigger === 'overdose')
    .map(({ source }) => ({ at: source.occurredAt, source, seen: false }));
  const asked = requests
    .filter(({ requestedBy }) => requestedBy === 'self')
    .map(({ source }) => ({ at: source.occurredAt, source, seen: false }));
  const tested = drugTests.map(({ source }) => ({ at: source.occurredAt, source, seen }));
  const stayed = stays.flatMap(({ start, startedAt, end }) => [
    ...(start && startedAt ? [{ at: startedAt, source: start, seen }] : []),
    ...(end ? [{ at: end.endedAt, source: end.source, seen }] : []),
  ]);
  return [...came, ...rated, ...reported, ...asked, ...tested, ...stayed].sort(
    (a, b) => instantMs(a.at) - instantMs(b.at) || (a.source.eventId < b.source.eventId ? -1 : 1),
  );
}

/** Nothing heard for long of who is in care from home, with or without a place of ours. */
function silencesOfPerson(life: Life, policy: Policy): Silence[] {
  const { personId } = life.state;
  return gapsBetween(life.contacts, policy.limits['lost-contact-days'])
    .filter(({ contact, until }) => isInCare(life, contact.at, until))
    .map(({ contact, until }) => silenceAfter(contact, until, [personId]));
}

/**
 * Nothing heard of who has a place: no session attended, where the program tells of its sessions, and no sign
 * of life where it does not. Who has not come yet is looked for by scheduling's word (`place-triggers.ts`).
 */
function silencesOfPlace(place: Place, life: Life, policy: Policy): Watch {
  const { placementId, level } = place;
  const gone = goneMs(place);
  const watch = { placementId, goesOn: gone === Infinity };
  if (level === null || !LEVELS_WITH_AN_END.includes(level)) return { ...watch, silences: [] };
  const tells = life.sessions.some((session) => session.placementId === placementId);
  const days = policy.limits[tells ? 'session-silence-days' : 'place-silence-days'];
  const fromMs = comesFromMs(place);
  const signs = life.contacts.filter(
    ({ at, seen }) => (seen || !tells) && instantMs(at) >= fromMs && instantMs(at) < gone,
  );
  const silences = gapsBetween(signs, days)
    .filter(({ until }) => instantMs(until) < gone && !livesIn(life.state, until))
    .map(({ contact, until }) => silenceAfter(contact, until, [life.state.personId, placementId]));
  return { ...watch, silences };
}

/** Contacts that no other followed for so many days, and when those were over. */
function gapsBetween(
  contacts: readonly Contact[],
  days: number,
): Array<{ readonly contact: Contact; readonly until: string }> {
  return contacts.flatMap((contact, index) => {
    const until = plusDays(contact.at, days);
    const next = contacts[index + 1];
    return next && instantMs(next.at) < instantMs(until) ? [] : [{ contact, until }];
  });
}

function silenceAfter(
  { at: since, source }: Contact,
  until: string,
  [personId, ...place]: readonly [string, ...string[]],
): Silence {
  const eventId = deriveId(instantMs(until), 'contact-lost', personId, source.eventId, ...place);
  return { eventId, lastContact: source, since, at: until };
}

const openAt = (time: string) => (stay: CaseStay) =>
  stay.startedAt !== null &&
  instantMs(stay.startedAt) <= instantMs(time) &&
  (stay.end === null || instantMs(stay.end.endedAt) > instantMs(time));

/** Lives in a facility at a time. */
const livesIn = ({ stays }: PersonCase, time: string): boolean =>
  stays.filter(({ setting }) => !isFromHome(setting)).some(openAt(time));

/**
 * In care from home at the last contact, by a stay that is open or a placement whose sessions were
 * recorded, and not living in a facility until the silence would count.
 */
function isInCare({ state, sessions }: Life, at: string, until: string): boolean {
  if (livesIn(state, until)) return false;
  const { stays } = state;
  if (stays.filter(({ setting }) => isFromHome(setting)).some(openAt(at))) return true;
  const lastSession = sessions.findLast(
    ({ sessionStartsAt }) => instantMs(sessionStartsAt) <= instantMs(until),
  );
  if (!lastSession) return false;
  const ended = stays.some(
    ({ end }) => end && instantMs(end.endedAt) >= instantMs(lastSession.sessionStartsAt),
  );
  return !ended;
}
