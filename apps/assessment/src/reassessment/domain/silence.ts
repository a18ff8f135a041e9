import { deriveId, isFromHome } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { FactSource } from './facts.js';
import { instantMs, plusDays } from './instants.js';
import { asLastRecorded } from './missed-sessions.js';
import type { PersonCase, Stay } from './person-case.js';

/** Nobody has heard from a person in care for so long that somebody has to look (T7). */
export interface Silence {
  /** An id of its own, made of the last contact: the same silence is found again. */
  readonly eventId: string;
  readonly lastContact: FactSource;
  /** When it has lasted long enough. */
  readonly at: string;
}

interface Contact {
  readonly at: string;
  readonly source: FactSource;
}

/**
 * Every silence of a person in care, also one that ended since: somebody was asked to look, and what they
 * decided stands. The last one may lie ahead; whoever asks compares with the present time.
 */
export function silencesOf(state: PersonCase, policy: Policy): Silence[] {
  const days = policy.limits['lost-contact-days'];
  const contacts = contactsOf(state);
  return contacts.flatMap(({ at, source }, n) => {
    const until = plusDays(at, days);
    const next = contacts[n + 1];
    if (next && instantMs(next.at) < instantMs(until)) return [];
    if (!isInCare(state, at, until)) return [];
    const eventId = deriveId(instantMs(until), 'contact-lost', state.personId, source.eventId);
    return [{ eventId, lastContact: source, at: until }];
  });
}

/** Times somebody saw the person or heard from them, in order. */
function contactsOf({ stays, ratings, attendance, signals }: PersonCase): Contact[] {
  const came = asLastRecorded(attendance)
    .filter((session) => session.attendance === 'attended')
    .map(({ sessionStartsAt: at, source }) => ({ at, source }));
  const rated = ratings.map(({ ratedAt: at, source }) => ({ at, source }));
  const reported = signals
    .filter(({ trigger }) => trigger === 'overdose')
    .map(({ source }) => ({ at: source.occurredAt, source }));
  const stayed = stays.flatMap(({ start, startedAt, end }) => [
    ...(start && startedAt ? [{ at: startedAt, source: start }] : []),
    ...(end ? [{ at: end.endedAt, source: end.source }] : []),
  ]);
  return [...came, ...rated, ...reported, ...stayed].sort(
    (a, b) => instantMs(a.at) - instantMs(b.at) || (a.source.eventId < b.source.eventId ? -1 : 1),
  );
}

/**
 * In care from home at the last contact, by a stay that is open or a placement whose sessions were
 * recorded, and not living in a facility until the silence would count.
 */
function isInCare({ stays, attendance }: PersonCase, at: string, until: string): boolean {
  const openAt = (time: string) => (stay: Stay) =>
    stay.startedAt !== null &&
    instantMs(stay.startedAt) <= instantMs(time) &&
    (stay.end === null || instantMs(stay.end.endedAt) > instantMs(time));
  const livesIn = stays.filter(({ setting }) => !isFromHome(setting)).some(openAt(until));
  if (livesIn) return false;
  const fromHome = stays.filter(({ setting }) => isFromHome(setting));
  if (fromHome.some(openAt(at))) return true;
  const lastSession = asLastRecorded(attendance).findLast(
    ({ sessionStartsAt }) => instantMs(sessionStartsAt) <= instantMs(until),
  );
  if (!lastSession) return false;
  const ended = stays.some(
    ({ end }) => end && instantMs(end.endedAt) >= instantMs(lastSession.sessionStartsAt),
  );
  return !ended;
}
