import {
  levelOfCareDetermined,
  reassessmentOpened,
  reassessmentOverdue,
  reassessmentWithdrawn,
  riskFactorsRecorded,
  type TriggerData,
} from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import type { CaseEvent } from './domain/case-event.js';
import { instantMs } from './domain/instants.js';
import type { PersonCase, Reassessment } from './domain/person-case.js';

/** Contract events for what happened in a case, in order. What nobody outside needs stays inside. */
export function toContractEvents(events: readonly CaseEvent[], after: PersonCase): Outgoing[] {
  return events.flatMap((event): Outgoing[] => {
    if (!('id' in event) && event.kind !== 'reassessment-opened') return [];
    const id = event.kind === 'reassessment-opened' ? event.reassessment.id : event.id;
    const reassessment = after.reassessments.find((candidate) => candidate.id === id)!;
    return toContractEvent(event, reassessment, after.personId);
  });
}

function toContractEvent(
  event: CaseEvent,
  reassessment: Reassessment,
  personId: string,
): Outgoing[] {
  const about = { personId, reassessmentId: reassessment.id };
  switch (event.kind) {
    case 'reassessment-opened': {
      const { openedAt, dueAt } = reassessment;
      const data = { ...about, trigger: triggerData(reassessment), openedAt, dueAt };
      return [outgoing(reassessmentOpened, data)];
    }
    case 'level-determined': {
      const { determinationId, determination, decidedBy, determinedAt, used } = event.decision;
      const { ratings, context, currentLevel, placeFrom, requestedAt } = used;
      const trigger = triggerData(reassessment);
      return [
        outgoing(levelOfCareDetermined, {
          ...{ ...about, determinationId, determinedAt, trigger, ratings, context, currentLevel },
          ...{ determination, decidedBy, placeFrom, requestedAt },
        }),
      ];
    }
    case 'withdrawn': {
      const determinationId = reassessment.decision?.determinationId ?? null;
      const data = { ...about, determinationId, reason: event.reason };
      return [outgoing(reassessmentWithdrawn, data)];
    }
    case 'became-overdue':
      return [outgoing(reassessmentOverdue, { ...about, dueAt: reassessment.dueAt })];
    case 'fact-recorded':
    case 'fact-taken-back':
    case 'evidence-changed':
    case 'proposal-made':
    case 'basis-confirmed':
    case 'claimed':
    case 'handed-off':
    case 'snoozed':
    case 'snooze-ended':
    case 'information-requested':
    case 'draft-saved':
    case 'outreach-tried':
    case 'escalated':
      return [];
    default:
      return event satisfies never;
  }
}

/**
 * Pregnancy and injecting, as somebody who works on a reassessment recorded them (T8): the order of
 * admission changes at once (45 CFR 96.131), whenever a level is decided.
 */
export function riskFactorsOf(
  events: readonly CaseEvent[],
  reassessmentId: string,
  personId: string,
): Outgoing[] {
  return events.flatMap((event) => {
    if (event.kind !== 'fact-recorded' || event.fact.kind !== 'ratings-recorded') return [];
    const { ratedAt: recordedAt, context } = event.fact;
    const { pregnant = null, injecting = null } = context;
    if (pregnant === null && injecting === null) return [];
    const data = { personId, reassessmentId, recordedAt, pregnant, injecting };
    return [outgoing(riskFactorsRecorded, data)];
  });
}

/** Why a reassessment was opened, with everything that joined it: reports, stays, other triggers. */
export function triggerData(reassessment: Reassessment): TriggerData {
  const [lead, ...joined] =
    reassessment.triggers.length > 0 ? reassessment.triggers : reassessment.fallen;
  const repetitions = [lead!, ...joined, ...reassessment.shared].flatMap(({ repetition }) =>
    repetition
      ? repetition.reports.map((report) => ({
          ...report,
          type:
            repetition.pattern === 'second-detox'
              ? 'handrail.intake.stay-ended.v1'
              : 'handrail.intake.return-to-use-reported.v1',
        }))
      : [],
  );
  const reasons = [...joined, ...reassessment.shared].map(({ eventId, type, occurredAt }) => ({
    eventId,
    type,
    occurredAt,
  }));
  const evidence = new Map([...reasons, ...repetitions].map((item) => [item.eventId, item]));
  evidence.delete(lead!.eventId);
  const { kind, eventId, messageId, occurredAt } = lead!;
  return { kind, eventId, messageId, occurredAt, evidence: newestOf([...evidence.values()]) };
}

/** More would fit in no record of the log; the reassessment itself keeps them all. */
const EVIDENCE_AT_MOST = 100;

function newestOf(evidence: TriggerData['evidence']): TriggerData['evidence'] {
  if (evidence.length <= EVIDENCE_AT_MOST) return evidence;
  return evidence
    .toSorted((a, b) => instantMs(b.occurredAt) - instantMs(a.occurredAt))
    .slice(0, EVIDENCE_AT_MOST);
}
