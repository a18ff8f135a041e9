import { localDay, ownValue } from '@handrail/domain';
import type * as contracts from '../scheduling/index.js';
import type { PlacementWithdrawn, RecoveryHousingChanged } from '../scheduling/index.js';
import {
  CLOCK_WORDS,
  CONTACT_WORDS,
  DEADLINE_WORDS,
  END_WORDS,
  WAIT_WORDS,
  codeWords,
  dayWords,
  plural,
} from './codes.js';
import type { EventOutcome, WordsFor } from './wording.js';

const track = ({ level, trackId }: { readonly level: string; readonly trackId: string }): string =>
  `(${level}, ${trackId})`;
const endOf = (reason: string): string => ownValue(END_WORDS, reason) ?? codeWords(reason);

const HOUSING_WORDS: Readonly<Record<RecoveryHousingChanged['state'], string>> = {
  waiting: 'waiting for a place',
  offered: 'offered',
  confirmed: 'found',
  arrived: 'moved in',
  'not-started': 'has not come',
  rescheduled: 'first day moved',
  paused: 'kept for a stay elsewhere',
  resumed: 'taken up again',
  declined: 'declined',
  withdrawn: 'no longer sought',
  completed: 'over',
};

const HOUSING_OUTCOMES: Readonly<Partial<Record<RecoveryHousingChanged['state'], EventOutcome>>> = {
  waiting: 'waiting',
  offered: 'waiting',
  confirmed: 'placed',
  'not-started': 'attention',
  rescheduled: 'placed',
  paused: 'waiting',
  resumed: 'placed',
  declined: 'attention',
  withdrawn: 'taken-back',
  completed: 'ended',
};

const withdrawnLine = ({ programId, level, wasConfirmed, reason }: PlacementWithdrawn): string =>
  programId
    ? `Place in ${programId} ${wasConfirmed ? 'given back' : 'no longer sought'}: ${codeWords(reason)}`
    : `No longer waiting for ${level}: ${codeWords(reason)}`;

/** The words for what scheduling publishes. */
export const schedulingWords: WordsFor<typeof contracts> = {
  emergencyAccessOpened: {
    title: () => 'Emergency access opened',
    facts: ({ organisation, reason }) => [organisation, codeWords(reason)],
    outcome: 'attention',
    line: ({ organisation, reason }) =>
      `${organisation} was given access without consent: ${codeWords(reason)}`,
  },
  emergencyAccessReviewed: {
    title: () => 'Emergency access reviewed',
    facts: ({ finding }) => [codeWords(finding)],
    outcome: ({ finding }) => (finding === 'justified' ? 'recorded' : 'attention'),
    line: ({ finding }) => `Emergency access was found ${codeWords(finding)}`,
  },
  placementWaitlisted: {
    title: ({ level }) => `Waiting for a place: ${level}`,
    facts: ({ waitReason }) => [WAIT_WORDS[waitReason]],
    outcome: 'waiting',
    line: ({ level, waitReason }) => `Waiting for ${level}: ${WAIT_WORDS[waitReason]}`,
  },
  placementOffered: {
    title: ({ level }) => `Place offered: ${level}`,
    facts: ({ programId, trackId }) => [programId, trackId],
    outcome: 'waiting',
    line: (place) => `Offered to ${place.programId} ${track(place)}`,
  },
  offerAcknowledged: {
    title: ({ level }) => `Offer seen: ${level}`,
    facts: ({ programId, trackId }) => [programId, trackId],
    outcome: 'waiting',
    line: (place) => `${place.programId} ${track(place)} has seen the offer`,
  },
  offerClosed: {
    title: ({ outcome }) => `Offer ${outcome}`,
    facts: ({ programId, trackId, reason }) => [programId, trackId, codeWords(reason)],
    outcome: 'recorded',
    line: (place) =>
      `Offer to ${place.programId} ${track(place)} ${place.outcome}: ${codeWords(place.reason)}`,
  },
  placementConfirmed: {
    title: ({ level }) => `Place confirmed: ${level}`,
    facts: ({ programId, trackId, startsOn }) => [programId, trackId, `starts ${startsOn}`],
    outcome: 'placed',
    line: (place) =>
      `${place.movedFrom ? 'Moved to' : 'Placed in'} ${place.programId} ${track(place)}, starts ${dayWords(place.startsOn)}`,
  },
  placementDeclined: {
    title: () => 'Offer declined',
    facts: ({ programId, trackId, reason }) => [programId, trackId, codeWords(reason)],
    outcome: 'attention',
    line: ({ programId, reason }) => `Declined by ${programId}: ${codeWords(reason)}`,
  },
  placementWithdrawn: {
    title: ({ wasConfirmed }) =>
      wasConfirmed ? 'Confirmed place given back' : 'Placement withdrawn',
    facts: ({ programId, trackId, reason }) => [programId, trackId, codeWords(reason)],
    outcome: 'taken-back',
    line: withdrawnLine,
  },
  placementCompleted: {
    title: ({ level }) => `Placement ended: ${level}`,
    facts: ({ programId, trackId, endReason }) => [programId, trackId, endOf(endReason)],
    outcome: 'ended',
    line: (place) => `Place in ${place.programId} ${track(place)} ended: ${endOf(place.endReason)}`,
  },
  placementArrived: {
    title: ({ level }) => `Arrived: ${level}`,
    facts: ({ programId, trackId }) => [programId, trackId],
    outcome: 'recorded',
    line: (place) => `Arrived at ${place.programId} ${track(place)}`,
  },
  placementNotStarted: {
    title: ({ level }) => `Has not come: ${level}`,
    facts: ({ programId, trackId, startsOn }) => [programId, trackId, `since ${startsOn}`],
    outcome: 'attention',
    line: (place) =>
      `Has not come to ${place.programId} ${track(place)} since ${dayWords(place.startsOn)}`,
  },
  placementRescheduled: {
    title: ({ level }) => `First day moved: ${level}`,
    facts: ({ programId, trackId, startsOn }) => [programId, trackId, `starts ${startsOn}`],
    outcome: 'placed',
    line: (place) =>
      `First day at ${place.programId} ${track(place)} moved from ${dayWords(place.startedOn)} to ${dayWords(place.startsOn)}`,
  },
  placementPaused: {
    title: ({ level }) => `Place kept: ${level}`,
    facts: ({ programId, trackId }) => [programId, trackId, 'cannot come meanwhile'],
    outcome: 'waiting',
    line: (place) => `Place in ${place.programId} ${track(place)} is kept: cannot come meanwhile`,
  },
  placementResumed: {
    title: ({ level }) => `Place taken up again: ${level}`,
    facts: ({ programId, trackId }) => [programId, trackId],
    outcome: 'placed',
    line: (place) => `Takes up the place in ${place.programId} ${track(place)} again`,
  },
  recoveryHousingChanged: {
    title: ({ state }) => `Recovery residence: ${HOUSING_WORDS[state]}`,
    facts: ({ programId, trackId, startsOn, reason }) => [
      programId ?? false,
      trackId ?? false,
      startsOn !== null && `starts ${startsOn}`,
      reason !== null && endOf(reason),
    ],
    outcome: ({ state }) => HOUSING_OUTCOMES[state] ?? 'recorded',
    line: ({ state, programId, startsOn, reason }) =>
      [
        programId ? `Recovery residence ${programId}` : 'Recovery residence',
        state === 'confirmed' && startsOn !== null
          ? `found, from ${dayWords(startsOn)}`
          : HOUSING_WORDS[state],
        reason !== null && endOf(reason),
      ]
        .filter(Boolean)
        .join(': '),
  },
  sessionsScheduled: {
    title: () => 'Sessions scheduled',
    facts: ({ sessions, hoursPerWeek, firstSessionAt }) => [
      plural(sessions, 'session'),
      `${hoursPerWeek} h a week`,
      `from ${firstSessionAt.slice(0, 10)}`,
    ],
    outcome: 'recorded',
    line: ({ sessions, hoursPerWeek, firstSessionAt }, timeZone) =>
      `${plural(sessions, 'session')} scheduled, ${hoursPerWeek} hours a week from ${dayWords(localDay(firstSessionAt, timeZone))}`,
  },
  capacityChanged: {
    title: () => 'Places changed',
    facts: ({ programId, trackId, used, capacity, held }) => [
      programId,
      trackId,
      `${used} of ${capacity} used`,
      held > 0 && `${held} held`,
    ],
    outcome: 'recorded',
  },
  placesBlocked: {
    title: () => 'Places out of service',
    facts: ({ programId, trackId, places, reason }) => [
      programId,
      trackId,
      plural(places, 'place'),
      codeWords(reason),
    ],
    outcome: 'attention',
  },
  placesUnblocked: {
    title: () => 'Places in service again',
    facts: ({ programId, trackId, places }) => [programId, trackId, plural(places, 'place')],
    outcome: 'recorded',
  },
  programClosuresChanged: {
    title: () => 'Closures changed',
    facts: ({ programId, closures }) => [
      programId,
      ...closures.slice(-3).map(({ from, to }) => (from === to ? from : `${from} to ${to}`)),
    ],
    outcome: 'recorded',
  },
  weeklyHoursShort: {
    title: ({ level }) => `Week with too few hours: ${level}`,
    facts: ({ programId, trackId, weekOf, hours, leastHours }) => [
      programId,
      trackId,
      `week of ${weekOf}`,
      `${hours} of at least ${leastHours} h`,
    ],
    outcome: 'attention',
  },
  capacityNoticeDue: {
    title: ({ level }) => `Nearly full, the State is to be told: ${level}`,
    facts: ({ programId, taken, capacity }) => [programId, `${taken} of ${capacity} places taken`],
    outcome: 'attention',
  },
  capacityNoticeGiven: {
    title: () => 'The State was told how full a program is',
    facts: ({ programId }) => [programId],
    outcome: 'recorded',
  },
  capacityNoticeMissed: {
    title: () => 'The State was not told in time how full a program is',
    facts: ({ programId }) => [programId],
    outcome: 'attention',
  },
  capacityNoticeReopened: {
    title: () => 'The State is still to be told how full a program is',
    facts: ({ programId }) => [programId],
    outcome: 'attention',
  },
  deadlineAtRisk: {
    title: () => 'Deadline at risk',
    facts: ({ deadline }) => [DEADLINE_WORDS[deadline]],
    outcome: 'attention',
    line: ({ deadline }) => `Deadline at risk: ${DEADLINE_WORDS[deadline]}`,
  },
  deadlineMissed: {
    title: () => 'Deadline missed',
    facts: ({ deadline }) => [CLOCK_WORDS[deadline]],
    outcome: 'attention',
    line: ({ deadline }) => `Deadline missed: ${CLOCK_WORDS[deadline]}`,
  },
  waitingContactDue: {
    title: () => 'Nobody in touch while waiting',
    facts: ({ lastContactAt }) => [`since ${lastContactAt.slice(0, 10)}`],
    outcome: 'attention',
    line: ({ lastContactAt }) =>
      `Nobody was in touch since ${dayWords(lastContactAt.slice(0, 10))}: contact is due`,
  },
  stateReferralDue: {
    title: () => 'No answer of the State yet',
    facts: ({ startedAt }) => [`nobody can take her since ${startedAt.slice(0, 10)}`],
    outcome: 'attention',
    line: () => 'No answer of the State yet to a referral of a pregnant woman nobody can take',
  },
  interimServicesStarted: {
    title: () => 'Interim services have begun',
    facts: ({ isInTime }) => [isInTime ? 'within 48 hours' : 'late'],
    outcome: 'recorded',
    line: ({ isInTime }) =>
      `Interim services have begun${isInTime ? ' within 48 hours' : ', too late'}`,
  },
  waitingPaused: {
    title: () => 'Cannot come for a while',
    facts: ({ reason, until }) => [codeWords(reason), until && `until ${until.slice(0, 10)}`],
    outcome: 'waiting',
    line: ({ reason, until }) =>
      `Cannot come${until ? ` until ${dayWords(until.slice(0, 10))}` : ' for now'}: ${codeWords(reason)}. The rank is kept`,
  },
  waitingResumed: {
    title: () => 'Can come again',
    facts: () => ['the rank was kept'],
    outcome: 'waiting',
    line: () => 'Can come again: waits on with the rank kept',
  },
  waitingContactRecorded: {
    title: ({ outcome }) => CONTACT_WORDS[outcome],
    facts: () => [],
    outcome: ({ outcome }) =>
      outcome === 'reached' || outcome === 'still-waiting' ? 'recorded' : 'attention',
    line: ({ outcome }) => CONTACT_WORDS[outcome],
  },
};
