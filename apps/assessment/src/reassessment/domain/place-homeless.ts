import { changeOfList, deriveId } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import { attachedTo, attachmentOf, byLead, isClosedToAll, stillWaits } from './crisis.js';
import { isSecondDetox } from './second-detox.js';
import { instantMs, plusMinutes } from './instants.js';
import { dueMinutesOf } from './left-early.js';
import { newReassessment } from './new-reassessment.js';
import type { PersonCase, Reassessment, Trigger } from './person-case.js';
import { type Unfolding } from './rules.js';

/** Reasons that found no home among some reassessments. */
interface NoHome {
  readonly policy: Policy;
  readonly reassessments: readonly Reassessment[];
  readonly stays: PersonCase['stays'];
  /** All reasons that stood then. */
  readonly standing: readonly Trigger[];
  /** Those that wait; it is theirs until the next time. */
  readonly waiting: Set<Trigger>;
  readonly detoxes: Set<Trigger>;
}

/** Kept by the first reason that stands, and so as long as the person is known. */
const withoutHome = new WeakMap<Trigger, NoHome>();

/** Whether a reason finds the same homes in both: what else changes in a reassessment plays no part. */
const offerTheSame = (before: readonly Reassessment[], after: readonly Reassessment[]): boolean =>
  before === after ||
  (before.length === after.length &&
    before.every((reassessment, at) => {
      const { id, triggers, status } = after[at]!;
      return (
        reassessment.triggers === triggers &&
        reassessment.status === status &&
        reassessment.id === id
      );
    }));

/**
 * Gives every reason that has none a reassessment, and answers those that found one. Ends of stays first: what
 * happened during a stay looks for the reassessment of its end. Who waited in vain among the same
 * reassessments waits on while what it waits for is not there, and is not asked.
 */
export function placeHomeless(
  unfolding: Unfolding,
  standing: readonly Trigger[],
): readonly Trigger[] {
  const [first] = standing;
  if (!first) return [];
  const { policy } = unfolding.circumstances;
  const { reassessments, stays } = unfolding.state;
  const known = withoutHome.get(first);
  const last =
    known?.policy === policy && offerTheSame(known.reassessments, reassessments)
      ? known
      : undefined;
  if (last && last.standing === standing && last.stays === stays) return [];
  const isAttached = ({ eventId }: Trigger) =>
    attachedTo(unfolding.state.reassessments).has(eventId);
  const { gone, come } = changeOfList(last?.standing ?? [], standing);
  const staying = new Set(come);
  const left = gone.filter((trigger) => !staying.has(trigger));
  const waiting = last?.waiting ?? new Set<Trigger>();
  const news = come.filter((trigger) => !waiting.has(trigger) && !isAttached(trigger));
  const asking = [...news, ...whoMayFind(last, unfolding, standing)].filter(
    (trigger) => !left.includes(trigger),
  );
  const homeless = () => [...waiting, ...news].filter((trigger) => !left.includes(trigger));
  askForHomes(asking.sort(byLead), homeless, standing, unfolding);
  if (unfolding.state.reassessments !== reassessments) return homeless().filter(isAttached);
  const detoxes = last?.detoxes ?? new Set<Trigger>();
  for (const set of [waiting, detoxes]) for (const trigger of left) set.delete(trigger);
  for (const trigger of news) {
    waiting.add(trigger);
    if (isSecondDetox(trigger)) detoxes.add(trigger);
  }
  withoutHome.set(first, { policy, reassessments, standing, stays, waiting, detoxes });
  return [];
}

/** Those who waited and need not any more. */
function whoMayFind(
  last: NoHome | undefined,
  { state, circumstances: { now } }: Unfolding,
  standing: readonly Trigger[],
): readonly Trigger[] {
  if (!last) return [];
  const mayHave = isClosedToAll(state, now) ? last.detoxes : last.waiting;
  return [...mayHave].filter((trigger) => !stillWaits(trigger, state, standing));
}

/** Asks some of those without a home; once one has found one, all who come after it may find another. */
function askForHomes(
  asking: readonly Trigger[],
  homeless: () => readonly Trigger[],
  standing: readonly Trigger[],
  unfolding: Unfolding,
): void {
  const { reassessments } = unfolding.state;
  const isAttached = ({ eventId }: Trigger) =>
    attachedTo(unfolding.state.reassessments).has(eventId);
  for (const trigger of asking) {
    if (!isAttached(trigger)) place(trigger, standing, unfolding);
    if (unfolding.state.reassessments === reassessments) continue;
    const after = homeless().filter((other) => byLead(trigger, other) < 0);
    for (const other of after.sort(byLead))
      if (!isAttached(other)) place(other, standing, unfolding);
    return;
  }
}

function place(trigger: Trigger, standing: readonly Trigger[], unfolding: Unfolding): void {
  const attachment = attachmentOf(
    trigger,
    unfolding.state,
    standing,
    unfolding.circumstances.policy,
  );
  switch (attachment.kind) {
    case 'waits':
      return;
    case 'opens':
      unfolding.add({ kind: 'reassessment-opened', reassessment: opened(trigger, unfolding) });
      return;
    case 'joins': {
      const reassessment = unfolding.state.reassessments.find(
        ({ id }) => id === attachment.reassessmentId,
      )!;
      const triggers = [...reassessment.triggers, trigger].sort(byLead);
      changeEvidence(unfolding, { ...reassessment, triggers });
      return;
    }
    default:
      attachment satisfies never;
  }
}

function opened(trigger: Trigger, { state, circumstances }: Unfolding): Reassessment {
  const before = state.reassessments.filter((reassessment) =>
    [...reassessment.triggers, ...reassessment.fallen].some(
      ({ eventId }) => eventId === trigger.eventId,
    ),
  ).length;
  const occurredMs = instantMs(trigger.occurredAt);
  const parts = [state.personId, trigger.eventId, String(before)];
  return newReassessment(deriveId(occurredMs, 'reassessment', ...parts), trigger, {
    openedAt: circumstances.now,
    dueAt: plusMinutes(circumstances.now, dueMinutesOf(trigger, circumstances.policy)),
  });
}

type Reasons = Pick<Reassessment, 'id' | 'triggers' | 'shared' | 'fallen'>;

export function changeEvidence(
  unfolding: Unfolding,
  { id, triggers, shared, fallen }: Reasons,
): void {
  const at = unfolding.circumstances.now;
  unfolding.add({ kind: 'evidence-changed', id, triggers, shared, fallen, at });
}
