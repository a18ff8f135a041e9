import {
  attendanceRecorded,
  consentChanged,
  instrumentResultRecorded,
  overdoseReported,
  returnToUseReported,
  riskRatingsRecorded,
  type Ratings,
} from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import type { PersonFact, Statement } from '../domain/inbound.js';
import type { Located } from '../locate.js';
import type { StatementOutcome } from '../workbench.js';
import { tellPerson, type Applying } from './apply-visit.js';

/** Something that happened to a person, passed on as it is. */
export function applyPersonFact(
  statement: Extract<Statement, { kind: 'person-fact' }>,
  located: Located,
  applying: Applying,
): StatementOutcome {
  const personId = located.personId!;
  const registered = tellPerson(statement, located, personId, applying);
  if (applying.isCancelled)
    return {
      disposition: 'superseded',
      reason: 'cancelled-before-arrival',
      events: registered,
      personId,
    };
  if (statement.fact.kind === 'consent-recorded')
    applying.bench.keepConsent({
      ...statement.fact.consent,
      personId,
      reportedAt: statement.reportedAt,
    });
  return {
    disposition: 'applied',
    reason: statement.fact.kind,
    events: [...registered, factEvent(personId, statement.fact)],
    personId,
  };
}

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
        { personId, ratedAt, ratings: ratings as Ratings, context: context },
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
    case 'consent-recorded': {
      const { consentId, consentKind: kind, status } = fact.consent;
      return outgoing(consentChanged, { personId, consentId, kind, status });
    }
    default:
      return fact satisfies never;
  }
}
