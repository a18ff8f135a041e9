import {
  attendanceRecorded,
  careRequested,
  consentChanged,
  consentChangedV2,
  drugTestRecorded,
  instrumentResultRecorded,
  interimServicesRecorded,
  overdoseReported,
  returnToUseReported,
  riskRatingsRecorded,
  type EventContract,
  type Ratings,
} from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { consentEvent } from '../consent/consent.publish.js';
import type { PersonFact, Statement } from '../inbound/domain/inbound.js';
import type { ResolvedStatement } from '../identity/resolution.js';
import type { StatementOutcome } from './working-set.js';
import type { OwnedVisit } from '../stay/visit.store.js';
import { isRepeatedFact, lastMove } from '../stay/domain/index.js';
import { makeKnown, updatePerson, type Applying } from './apply-visit.js';

/** Something that happened to a person, passed on as it is. */
export function applyPersonFact(
  statement: Extract<Statement, { kind: 'person-fact' }>,
  resolved: ResolvedStatement,
  applying: Applying,
): StatementOutcome {
  const { workingSet } = applying;
  const owned = resolved.visitKey ? workingSet.visit(resolved.visitKey) : undefined;
  const isMoved = owned?.personId && lastMove(owned.visit);
  const personId = (isMoved && owned.personId) || resolved.personId!;
  const registered = [
    ...updatePerson(statement, resolved, resolved.personId!, applying),
    ...makeKnown(personId, applying),
  ];
  if (applying.isCancelled)
    return {
      disposition: 'superseded',
      reason: 'cancelled-before-arrival',
      events: registered,
      personId,
    };
  const { fact } = statement;
  const isAgain =
    statement.isOncePerVisit &&
    'occurredAt' in fact &&
    owned &&
    isRepeatedFact(owned.visit, fact.occurredAt);
  if (isAgain)
    return { disposition: 'ignored', reason: 'already-reported', events: registered, personId };
  const standing: PersonFact =
    statement.fact.kind === 'consent-recorded'
      ? { ...statement.fact, consent: workingSet.keepConsent(statement.fact.consent, personId) }
      : statement.fact;
  return {
    disposition: 'applied',
    reason: statement.fact.kind,
    events: [...registered, factEvent(personId, standing)],
    personId,
    published: (ids) => {
      if (owned) workingSet.keepVisit(withFact(owned, personId, statement.fact, ids.at(-1)!));
    },
  };
}

/**
 * A visit remembers what was told with it, so that it can follow when the visit moves. Nobody's visit is
 * from here on the visit of the person it was told of.
 */
function withFact(
  owned: OwnedVisit,
  personId: string,
  fact: PersonFact,
  eventId: string,
): OwnedVisit {
  if (fact.kind !== 'overdose-reported') return owned;
  const { occurredAt, facility, substance } = fact;
  const facts = [...(owned.visit.facts ?? []), { eventId, occurredAt, facility, substance }];
  return { ...owned, personId: owned.personId ?? personId, visit: { ...owned.visit, facts } };
}

/** The event that tells the others of each kind of fact. */
const FACT_EVENTS: Readonly<Record<PersonFact['kind'], EventContract>> = {
  'return-to-use-reported': returnToUseReported,
  'overdose-reported': overdoseReported,
  'risk-ratings-recorded': riskRatingsRecorded,
  'instrument-result-recorded': instrumentResultRecorded,
  'interim-services-recorded': interimServicesRecorded,
  'attendance-recorded': attendanceRecorded,
  'care-requested': careRequested,
  'drug-test-recorded': drugTestRecorded,
  'consent-recorded': consentChangedV2,
};

/** Facts are taken back by the id they were told under; stays have reports of their own. */
export const CANCELLABLE: ReadonlySet<string> = new Set(
  [...Object.values(FACT_EVENTS), consentChanged].map(({ type }) => type),
);

/** What the others are told of a fact. */
export function factEvent(personId: string, fact: PersonFact): Outgoing {
  switch (fact.kind) {
    case 'return-to-use-reported': {
      const { occurredAt, evidence, substance } = fact;
      return outgoing(
        returnToUseReported,
        { personId, occurredAt, evidence, substance },
        occurredAt,
      );
    }
    case 'overdose-reported': {
      const { occurredAt, facility, substance } = fact;
      return outgoing(overdoseReported, { personId, occurredAt, facility, substance }, occurredAt);
    }
    case 'risk-ratings-recorded': {
      const { ratedAt, ratings, context } = fact;
      return outgoing(
        riskRatingsRecorded,
        { personId, ratedAt, ratings: ratings as Ratings, context },
        ratedAt,
      );
    }
    case 'instrument-result-recorded': {
      const { assessedAt, instrument, level, composite } = fact;
      return outgoing(
        instrumentResultRecorded,
        { personId, assessedAt, instrument, level, composite },
        assessedAt,
      );
    }
    case 'attendance-recorded': {
      const { placementId, sessionStartsAt, attendance } = fact;
      return outgoing(
        attendanceRecorded,
        { personId, placementId, sessionStartsAt, attendance },
        sessionStartsAt,
      );
    }
    case 'care-requested': {
      const { requestedAt, requestedBy, requester, level, context } = fact;
      return outgoing(
        careRequested,
        { personId, requestedAt, requestedBy, requester, level, context },
        requestedAt,
      );
    }
    case 'drug-test-recorded': {
      const { collectedAt, result, substances, placementId } = fact;
      return outgoing(
        drugTestRecorded,
        { personId, collectedAt, result, substances: [...substances], placementId },
        collectedAt,
      );
    }
    case 'interim-services-recorded': {
      const { at, items } = fact;
      return outgoing(interimServicesRecorded, { personId, at, items: [...items] }, at);
    }
    case 'consent-recorded': {
      return consentEvent(personId, fact.consent);
    }
    default:
      return fact satisfies never;
  }
}
