import { deriveId } from '@handrail/domain';
import type {
  Bundle,
  CodeableConcept,
  Patient,
  Reference,
  RiskAssessment,
  ServiceRequest,
} from '@medplum/fhirtypes';
import type { ReassessmentView } from '../../reassessment/reassessment.view.js';

/** What the compiler cannot know of R4, such as the form of a time, a test checks on answers. */
export type FhirDetermination = Bundle<ServiceRequest | RiskAssessment>;

/** Names of ours, never of a licensed code system. */
const SYSTEM = {
  person: 'urn:handrail:person',
  determination: 'urn:handrail:determination',
  reassessment: 'urn:handrail:reassessment',
  policy: 'urn:handrail:policy',
  level: 'urn:handrail:level-of-care',
  support: 'urn:handrail:support',
  trigger: 'urn:handrail:trigger',
  dimension: 'urn:handrail:dimension',
  risk: 'urn:handrail:risk',
  override: 'urn:handrail:override-reason',
} as const;

const LEVEL_NAMES: Readonly<Record<string, string>> = {
  LTS: 'Long-term support',
  OP: 'Outpatient treatment',
  IOP: 'Intensive outpatient treatment',
  PHP: 'Partial hospitalization',
  RES: 'Residential treatment',
  WM: 'Withdrawal management',
  ACUTE: 'Emergency care',
};

const DIMENSION_NAMES: Readonly<Record<string, string>> = {
  d1: 'Intoxication and withdrawal',
  d2: 'Biomedical conditions',
  d3: 'Emotional, behavioural and cognitive conditions',
  d4: 'Readiness to change',
  d5: 'Relapse or continued-use potential',
  d6: 'Recovery environment',
};

type Determined = ReassessmentView &
  Required<Pick<ReassessmentView, 'determination' | 'determinationId' | 'determinedAt'>>;

export const isDetermined = (view: ReassessmentView): view is Determined =>
  view.determination !== undefined && view.determinationId !== undefined;

/**
 * A determination as FHIR R4: a ServiceRequest for the level of care, and the RiskAssessment it rests on.
 * The person is named by Handrail's pseudonymous id; words people wrote stay out.
 */
export function toFhir(view: Determined): FhirDetermination {
  const { determinationId, determinedAt } = view;
  const riskId = deriveId(Date.parse(determinedAt), 'risk-assessment', determinationId);
  const urls = { request: `urn:uuid:${determinationId}`, risk: `urn:uuid:${riskId}` };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: determinedAt,
    identifier: { system: SYSTEM.reassessment, value: view.id },
    entry: [
      { fullUrl: urls.request, resource: serviceRequest(view, urls.risk) },
      { fullUrl: urls.risk, resource: riskAssessment(view, riskId) },
    ],
  };
}

const concept = (system: string, code: string, display?: string): CodeableConcept => ({
  coding: [{ system, code, ...(display ? { display } : {}) }],
  text: display ?? code,
});

const personOf = ({ personId }: Determined): Reference<Patient> => ({
  identifier: { system: SYSTEM.person, value: personId },
  type: 'Patient',
});

function serviceRequest(view: Determined, riskUrl: string): ServiceRequest {
  const { determination, determinationId, determinedAt, placeFrom, status, trigger } = view;
  const { level, supports } = determination;
  return {
    resourceType: 'ServiceRequest',
    id: determinationId,
    identifier: [{ system: SYSTEM.determination, value: determinationId }],
    status: status === 'withdrawn' ? 'revoked' : 'active',
    intent: view.decidedBy === 'clinician' ? 'order' : 'proposal',
    ...(level === 'ACUTE' ? { priority: 'stat' } : {}),
    code: concept(SYSTEM.level, level ?? 'none', level ? LEVEL_NAMES[level] : 'No level decided'),
    ...(supports.length > 0
      ? { orderDetail: supports.map((support) => concept(SYSTEM.support, support)) }
      : {}),
    subject: personOf(view),
    ...(placeFrom ? { occurrencePeriod: { start: placeFrom } } : {}),
    authoredOn: determinedAt,
    reasonCode: [concept(SYSTEM.trigger, trigger.kind, view.whyNow)],
    supportingInfo: [{ reference: riskUrl, type: 'RiskAssessment' }],
  };
}

function riskAssessment(view: Determined, id: string): RiskAssessment {
  const { determination, determinedAt, ratings, ratedAt, override } = view;
  const { policyVersion, policyStatus, trace, inputsHash } = determination;
  const reason = override ? { reasonCode: [concept(SYSTEM.override, override.reasonCode)] } : {};
  return {
    resourceType: 'RiskAssessment',
    id,
    identifier: [{ system: SYSTEM.determination, value: view.determinationId }],
    status: view.status === 'withdrawn' ? 'cancelled' : 'final',
    method: concept(
      SYSTEM.policy,
      policyVersion,
      `Handrail policy ${policyVersion}, ${policyStatus}`,
    ),
    subject: personOf(view),
    occurrenceDateTime: ratedAt ?? determinedAt,
    ...reason,
    prediction: Object.entries(ratings).map(([dimension, rating]) => ({
      outcome: concept(SYSTEM.dimension, dimension, DIMENSION_NAMES[dimension]),
      qualitativeRisk: concept(SYSTEM.risk, String(rating)),
    })),
    mitigation: trace.map(({ rule, effect }) => `${rule}: ${effect}`).join('; '),
    note: [{ text: `Inputs ${inputsHash}` }],
  };
}
