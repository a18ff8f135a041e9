import {
  countLeading,
  deriveId,
  inOneOrder,
  isFromHome,
  LEVELS_WITH_AN_END,
  oncePer,
} from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import { type SignOfLife, contactsOf, lullsOf } from './contacts.js';
import type { AttendanceReported, FactSource } from './facts.js';
import { instantMs, plusDays } from './instants.js';
import { asLastRecorded } from './missed-sessions.js';
import type { CaseStay, PersonCase } from './person-case.js';
import { comesFromMs, goneMs, type Place } from './place.js';

/** Nobody has heard from a person in care for so long that somebody has to look (T7). */
export interface Silence {
  /** An id of its own, made of the last contact: the same silence is found again. */
  readonly eventId: string;
  readonly lastContact: FactSource;
  readonly since: string;
  /** When it has lasted long enough. */
  readonly at: string;
}

/** What silences follow from, worked out once for all of them. */
interface Life {
  readonly state: PersonCase;
  /** In order. */
  readonly contacts: readonly SignOfLife[];
  /** Those among them at which somebody saw the person. */
  readonly seen: readonly SignOfLife[];
  /** One record per session, in order. */
  readonly sessions: readonly AttendanceReported[];
  /** Placements whose sessions were recorded. */
  readonly reporting: ReadonlySet<string>;
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

/** What a person's silences rest on; what else changes in a case changes nothing about them. */
const GROUNDS = ['ratings', 'signals', 'requests', 'drugTests', 'attendance', 'places'] as const;
const lastWatches = new WeakMap<
  PersonCase['stays'],
  { readonly state: PersonCase; readonly policy: Policy; readonly watches: readonly Watch[] }
>();

function watchesOver(state: PersonCase, policy: Policy): readonly Watch[] {
  const last = lastWatches.get(state.stays);
  if (last?.policy === policy && GROUNDS.every((ground) => last.state[ground] === state[ground]))
    return last.watches;
  const watches = workOutWatches(state, policy);
  lastWatches.set(state.stays, { state, policy, watches });
  return watches;
}

/** Who has a place is missed sooner, and then not once more for the longer time. */
function workOutWatches(state: PersonCase, policy: Policy): Watch[] {
  const sessions = asLastRecorded(state.attendance);
  const contacts = contactsOf(state, sessions);
  const life: Life = {
    ...{ state, sessions, contacts },
    // Asked about where somebody has a place.
    seen: state.places.length === 0 ? [] : contacts.filter(({ seen }) => seen),
    reporting: new Set(sessions.map(({ placementId }) => placementId)),
  };
  const ofPlaces = state.places.map((place) => silencesOfPlace(place, life, policy));
  const sooner = ofPlaces
    .flatMap(({ silences }) => silences.map(({ at }) => instantMs(at)))
    .sort((a, b) => a - b);
  const ofPerson = silencesOfPerson(life, policy).filter(({ at, since }) => {
    const first = sooner[countLeading(sooner, (ms) => ms < instantMs(since))];
    return first === undefined || first > instantMs(at);
  });
  return [{ silences: ofPerson, goesOn: true }, ...ofPlaces];
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
  const reports = life.reporting.has(placementId);
  const days = policy.limits[reports ? 'session-silence-days' : 'place-silence-days'];
  const signs = reports ? life.seen : life.contacts;
  const silences = gapsBetween(signs, days, comesFromMs(place), gone)
    .filter(({ until }) => instantMs(until) < gone && !livesIn(life.state, until))
    .map(({ contact, until }) => silenceAfter(contact, until, [life.state.personId, placementId]));
  return { ...watch, silences };
}

/**
 * Contacts from a moment on and before another that no other of them followed for so many days, and when
 * those were over. From a moment that is not known there are none.
 */
function gapsBetween(
  contacts: readonly SignOfLife[],
  days: number,
  fromMs = -Infinity,
  beforeMs = Infinity,
): Array<{ readonly contact: SignOfLife; readonly until: string }> {
  const first = countLeading(contacts, ({ atMs }) => !(atMs >= fromMs));
  const last = countLeading(contacts, ({ atMs }) => atMs < beforeMs) - 1;
  if (last < first) return [];
  const lulls = lullsOf(contacts)(days);
  const inside = lulls.slice(
    countLeading(lulls, (at) => at < first),
    countLeading(lulls, (at) => at < last),
  );
  return [...inside, last].map((at) => {
    const contact = contacts[at]!;
    return { contact, until: plusDays(contact.at, days) };
  });
}

function silenceAfter(
  { at: since, source }: SignOfLife,
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

const staysFromHome = (stays: readonly CaseStay[]): readonly CaseStay[] =>
  fromHome([{ list: stays, items: ifFromHome }]);

const fromHome = inOneOrder<CaseStay>(() => 0);
const ifFromHome = (stay: CaseStay): readonly CaseStay[] =>
  isFromHome(stay.setting) ? [stay] : [];

/** Lives in a facility at a time. */
function livesIn({ stays }: PersonCase, time: string): boolean {
  const inside = asTheyBegan([{ list: stays, items: insideOf }]);
  const begun = countLeading(inside, ({ fromMs }) => fromMs <= instantMs(time));
  return begun > 0 && latestEnds(inside)[begun - 1]! > instantMs(time);
}

/** A stay in a facility whose beginning is known. */
interface Inside {
  readonly fromMs: number;
  readonly untilMs: number;
}

const insideOf = oncePer(({ setting, startedAt, end }: CaseStay): readonly Inside[] =>
  isFromHome(setting) || startedAt === null
    ? []
    : [{ fromMs: instantMs(startedAt), untilMs: end ? instantMs(end.endedAt) : Infinity }],
);

const asTheyBegan = inOneOrder<Inside>((a, b) => a.fromMs - b.fromMs);

/** The latest end of the first ones, up to and with each. */
const latestEnds = oncePer((inside: readonly Inside[]) => {
  let latest = -Infinity;
  return inside.map(({ untilMs }) => (latest = Math.max(latest, untilMs)));
});

/**
 * In care from home at the last contact, by a stay that is open or a placement whose sessions were
 * recorded, and not living in a facility until the silence would count.
 */
function isInCare({ state, sessions }: Life, at: string, until: string): boolean {
  if (livesIn(state, until)) return false;
  const { stays } = state;
  if (staysFromHome(stays).some(openAt(at))) return true;
  const lastSession = sessions.findLast(
    ({ sessionStartsAt }) => instantMs(sessionStartsAt) <= instantMs(until),
  );
  if (!lastSession) return false;
  const ended = stays.some(
    ({ end }) => end && instantMs(end.endedAt) >= instantMs(lastSession.sessionStartsAt),
  );
  return !ended;
}
