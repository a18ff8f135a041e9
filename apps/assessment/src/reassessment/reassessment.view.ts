import type { CareContext, DeterminationData, Ratings, TriggerData } from '@handrail/contracts';
import type { Reassessment, ReassessmentStatus, Trigger } from './domain/person-case.js';
import { triggerData } from './reassessment.publish.js';

/** A reassessment as the API answers it and the read table keeps it. */
export interface ReassessmentView {
  readonly id: string;
  readonly personId: string;
  readonly status: ReassessmentStatus;
  readonly version: number;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly overdueSince: string | null;
  readonly trigger: TriggerData;
  readonly ratings: Ratings;
  /** When the ratings that count were made, and which d1-d3 are too old to count. */
  readonly ratedAt: string | null;
  readonly ratingsEventId: string | null;
  readonly staleRatings: readonly string[];
  readonly context: CareContext;
  readonly currentLevel: string | null;
  readonly placeFrom: string | null;
  readonly requestedAt: string;
  readonly claimedBy: string | null;
  readonly claimedAt: string | null;
  /** What the policy says while a person has to decide. */
  readonly proposal?: DeterminationData;
  readonly determination?: DeterminationData;
  readonly determinationId?: string;
  readonly determinedAt?: string;
  readonly decidedBy?: 'policy' | 'clinician';
  readonly override?: {
    readonly reasonCode: string;
    readonly role: string;
    readonly text: string;
    readonly policyLevel: string | null;
  };
  readonly withdrawn?: { readonly at: string; readonly reason: string };
  /** Evidence that was taken back. */
  readonly fallen: readonly Pick<Trigger, 'kind' | 'eventId' | 'occurredAt'>[];
}

const UNRATED: Ratings = {
  d1: 'unknown',
  d2: 'unknown',
  d3: 'unknown',
  d4: 'unknown',
  d5: 'unknown',
  d6: 'unknown',
};

export function viewOf(one: Reassessment, personId: string): ReassessmentView {
  const { id, status, version, openedAt, dueAt, overdueSince, used, claimedBy, claimedAt } = one;
  const trigger = triggerData(one);
  return {
    ...{ id, personId, status, version, openedAt, dueAt, overdueSince, trigger },
    ratings: used?.ratings ?? UNRATED,
    ratedAt: used?.ratedAt ?? null,
    ratingsEventId: used?.ratingsEventId ?? null,
    staleRatings: used?.stale ?? [],
    context: used?.context ?? {},
    currentLevel: used?.currentLevel ?? null,
    placeFrom: used?.placeFrom ?? null,
    requestedAt: used?.requestedAt ?? trigger.occurredAt,
    ...{ claimedBy, claimedAt },
    ...(one.proposal ? { proposal: one.proposal } : {}),
    ...(one.decision ? decisionView(one.decision) : {}),
    ...(one.withdrawn ? { withdrawn: one.withdrawn } : {}),
    fallen: one.fallen.map(({ kind, eventId, occurredAt }) => ({ kind, eventId, occurredAt })),
  };
}

function decisionView({
  determination,
  determinationId,
  determinedAt,
  decidedBy,
  override,
}: NonNullable<Reassessment['decision']>) {
  return {
    ...{ determination, determinationId, determinedAt, decidedBy },
    ...(override
      ? {
          override: {
            reasonCode: override.reasonCode,
            role: override.role,
            text: override.text,
            policyLevel: override.policyResult.level,
          },
        }
      : {}),
  };
}
