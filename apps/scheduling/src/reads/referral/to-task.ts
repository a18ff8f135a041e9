import type { CodeableConcept, Coding, Task } from '@medplum/fhirtypes';
import type { Disclosed } from '../../disclosure/domain/decide-disclosure.js';
import type { ListedPlacementView } from '../placements/placement.dto.js';
import { BUSINESS_STATES, referralState } from './task-status.js';

/** Names of ours, and those of the guides whose states these are. */
const SYSTEM = {
  person: 'urn:handrail:person',
  placement: 'urn:handrail:placement',
  reassessment: 'urn:handrail:reassessment',
  determination: 'urn:handrail:determination',
  message: 'urn:handrail:message',
  program: 'urn:handrail:program',
  level: 'urn:handrail:level-of-care',
  reason: 'urn:handrail:referral-reason',
  task: 'http://hl7.org/fhir/CodeSystem/task-code',
  business: 'http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS',
} as const;

/** Records of substance use treatment, as HL7 labels what 42 CFR Part 2 protects (DS4P). */
const PART_2: Coding[] = [
  { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: '42CFRPart2' },
  { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' },
];

/** `at-capacity` as a person reads it: `at capacity`. */
const concept = (system: string, code: string, display?: string): CodeableConcept => ({
  coding: [{ system, code, ...(display ? { display } : {}) }],
  text: display ?? code.replaceAll('-', ' '),
});

/**
 * A referral as FHIR R4: the Task that asks to fulfil the request for a level of care, in the states of SDOH
 * Clinical Care. The person is named by Handrail's pseudonymous id; `basedOn` leads to the message that asked
 * first, so that its sender finds its own request. What leaves the network is labelled, and carries its notice.
 */
export function toTask(placement: ListedPlacementView, disclosed: Disclosed | null = null): Task {
  const { status, reason, business } = referralState(placement);
  const { determinationId, reassessmentId, messageId } = placement.causedBy;
  return {
    resourceType: 'Task',
    id: placement.id,
    meta: {
      ...{ versionId: String(placement.version), lastUpdated: placement.updatedAt },
      ...(disclosed ? { security: PART_2 } : {}),
    },
    identifier: [{ system: SYSTEM.placement, value: placement.id }],
    basedOn: [{ type: 'ServiceRequest', identifier: { system: SYSTEM.message, value: messageId } }],
    groupIdentifier: { system: SYSTEM.reassessment, value: reassessmentId },
    status,
    ...(reason === null ? {} : { statusReason: concept(SYSTEM.reason, reason) }),
    businessStatus: concept(SYSTEM.business, business, BUSINESS_STATES[business]),
    intent: 'order',
    code: concept(SYSTEM.task, 'fulfill', 'Fulfill the focal request'),
    description:
      placement.support === null
        ? `Place at level ${placement.level}`
        : 'Place in a recovery residence',
    focus: {
      type: 'ServiceRequest',
      identifier: { system: SYSTEM.determination, value: determinationId },
    },
    for: { type: 'Patient', identifier: { system: SYSTEM.person, value: placement.personId } },
    ...(placement.startsOn === null ? {} : { executionPeriod: { start: placement.startsOn } }),
    authoredOn: placement.requestedAt,
    lastModified: placement.updatedAt,
    ...ownerOf(placement),
    ...(disclosed ? { note: [{ text: disclosed.notice.text }, { text: disclosed.scope }] } : {}),
  };
}

/** The program that has it, where one does. */
const ownerOf = ({ programId, programName }: ListedPlacementView): Pick<Task, 'owner'> =>
  programId === null
    ? {}
    : {
        owner: {
          type: 'HealthcareService',
          identifier: { system: SYSTEM.program, value: programId },
          ...(programName === null ? {} : { display: programName }),
        },
      };
