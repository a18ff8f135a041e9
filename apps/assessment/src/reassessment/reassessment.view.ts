import type {
  CareContext,
  DeterminationData,
  Ratings,
  ReassessmentAnswer,
  TriggerData,
} from '@handrail/contracts';
import { evidenceOf, type EvidenceItem } from './domain/evidence.js';
import { flagsOf, hasOverdoseRisk, needsOutreach, WHY_NOW, type Flag } from './domain/flags.js';
import type {
  PersonCase,
  Reassessment,
  ReassessmentStatus,
  Trigger,
} from './domain/person-case.js';
import { stageOf, type Stage, type Work } from './domain/work.js';
import { triggerData } from './reassessment.publish.js';

/** A reassessment as the API answers it and the read table keeps it. */
export interface ReassessmentView extends ReassessmentAnswer {
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
  /** Who signed it and in which role, when they said so. */
  readonly signature?: { readonly by: string | null; readonly role: string | null };
  readonly override?: {
    readonly reasonCode: string;
    readonly role: string;
    readonly text: string;
    readonly by: string | null;
    readonly policyLevel: string | null;
  };
  readonly withdrawn?: { readonly at: string; readonly reason: string };
  /** Evidence that was taken back. */
  readonly fallen: readonly Pick<Trigger, 'kind' | 'eventId' | 'occurredAt'>[];
  /** Why somebody should look now, in plain words. */
  readonly whyNow: string;
  readonly flags: readonly Flag[];
  readonly stage: Stage;
  /** Its age in this stage counts from here. */
  readonly stageSince: string;
  readonly history: Work['history'];
  readonly snoozedUntil: string | null;
  readonly informationRequests: Work['requests'];
  readonly draft: Work['draft'];
  readonly escalations: Work['escalations'];
  readonly lastChange: Work['lastChange'];
  readonly outreach: Outreach | null;
  readonly evidence: readonly EvidenceItem[];
  readonly instruments: readonly InstrumentView[];
}

/** Attempts to reach the person, when the reason asks for them. */
interface Outreach {
  readonly dueAt: string;
  readonly overdoseRisk: boolean;
  readonly attempts: Work['attempts'];
  readonly doneAt: string | null;
}

/** What another instrument said, as it was told. */
interface InstrumentView {
  readonly instrument: string;
  readonly level: string | null;
  readonly composite: number | null;
  readonly assessedAt: string;
  readonly eventId: string;
}

const UNRATED: Ratings = {
  d1: 'unknown',
  d2: 'unknown',
  d3: 'unknown',
  d4: 'unknown',
  d5: 'unknown',
  d6: 'unknown',
};

export function viewOf(reassessment: Reassessment, state: PersonCase): ReassessmentView {
  const { personId } = state;
  const { id, status, version, openedAt, dueAt, overdueSince, used, claimedBy, claimedAt } =
    reassessment;
  const trigger = triggerData(reassessment);
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
    ...(reassessment.proposal ? { proposal: reassessment.proposal } : {}),
    ...(reassessment.decision ? decisionView(reassessment.decision) : {}),
    ...(reassessment.withdrawn ? { withdrawn: reassessment.withdrawn } : {}),
    fallen: reassessment.fallen.map(({ kind, eventId, occurredAt }) => ({
      kind,
      eventId,
      occurredAt,
    })),
    ...workView(reassessment),
    ...evidenceView(reassessment, state),
  };
}

function workView(reassessment: Reassessment) {
  const { history, snoozedUntil, requests, draft, escalations, lastChange, attempts } =
    reassessment.work;
  const reached = attempts.findLast(({ outcome }) => outcome === 'reached');
  return {
    whyNow: WHY_NOW[triggerData(reassessment).kind],
    stage: stageOf(reassessment.work),
    stageSince: history.at(-1)?.effectiveAt ?? reassessment.openedAt,
    ...{ history, snoozedUntil, informationRequests: requests, draft, escalations, lastChange },
    outreach: needsOutreach(reassessment)
      ? {
          dueAt: reassessment.dueAt,
          overdoseRisk: hasOverdoseRisk(reassessment),
          ...{ attempts, doneAt: reached?.at ?? null },
        }
      : null,
  };
}

function evidenceView(reassessment: Reassessment, state: PersonCase) {
  const evidence = evidenceOf(reassessment, state);
  return { evidence, instruments: instrumentViews(state), flags: flagsOf(reassessment, evidence) };
}

/** Newest first, in one order however they arrived; a result that was told in two ways is shown once. */
function instrumentViews({ instruments }: PersonCase): InstrumentView[] {
  const views = instruments.map(({ instrument, level, composite, assessedAt, source }) => ({
    ...{ instrument, level, composite, assessedAt, eventId: source.eventId },
  }));
  const resultKey = ({ instrument, level, composite, assessedAt }: InstrumentView) =>
    JSON.stringify([assessedAt, instrument, level, composite]);
  const key = (view: InstrumentView) => `${resultKey(view)} ${view.eventId}`;
  const newestFirst = views.sort((a, b) => (key(a) < key(b) ? 1 : -1));
  return newestFirst.filter(
    (view, index) => index === 0 || resultKey(view) !== resultKey(newestFirst[index - 1]!),
  );
}

function decisionView({
  determination,
  determinationId,
  determinedAt,
  decidedBy,
  override,
  by = null,
  role = null,
}: NonNullable<Reassessment['decision']>) {
  return {
    ...{ determination, determinationId, determinedAt, decidedBy },
    ...(decidedBy === 'clinician' ? { signature: { by, role: override?.role ?? role } } : {}),
    ...(override
      ? {
          override: {
            reasonCode: override.reasonCode,
            role: override.role,
            text: override.text,
            by,
            policyLevel: override.policyResult.level,
          },
        }
      : {}),
  };
}
