import { happened, ignored, type Decision } from '@handrail/domain';
import {
  placementOf,
  type PersonPlacements,
  type Placement,
  type PlacementAct,
  type WaitingAct,
} from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';

/** Somebody acts on a placement as they have seen it. */
export interface ActByHand {
  readonly placementId: string;
  /** The version they read; of two who acted on the same one, the second is told. */
  readonly version: number;
  readonly by: string;
  /** A stable code. */
  readonly reason: string;
}

/** Why an act is not possible now. The first two are asked before any rule. */
export type PlacementActRefusal =
  | 'no-such-placement'
  | 'version-changed'
  | 'not-confirmed'
  | 'not-ended-by-hand'
  | 'has-another-place'
  | 'person-died'
  | 'plan-is-over'
  | 'no-plan'
  | 'plan-would-be-over'
  | 'plan-too-long'
  | 'already-arrived'
  | 'has-not-arrived'
  | 'has-sessions'
  | 'starts-then-already'
  | 'too-far-ahead'
  | 'no-session-then'
  | 'lives-in-until-later'
  | 'already-held'
  | 'not-held'
  | 'held-for-a-stay'
  | 'already-there'
  | 'does-not-fit'
  | 'no-consent'
  | 'no-free-place'
  | 'takes-nobody'
  | 'nothing-to-review'
  | 'nothing-was-reviewed'
  | 'not-waiting'
  | 'too-many-offers'
  | 'already-offered'
  | 'lives-in'
  | 'paused'
  | 'in-the-future'
  | 'already-paused'
  | 'not-paused'
  | 'ends-before-it-begins'
  | 'too-few-attempts'
  | 'not-removed-by-hand'
  | 'nothing-asks-for-it'
  | 'not-pregnant'
  | 'already-referred'
  | 'not-referred'
  | 'no-such-entry';

/** What follows from an act on the placement as it is, or why it cannot be done. */
export type ActRule = (placement: Placement) => readonly PlacementEvent[] | PlacementActRefusal;

/** An act is kept with who did it and why, in the same step as what follows from it. */
export function decideAct(
  person: PersonPlacements,
  kind: PlacementAct | WaitingAct,
  { placementId, version, by, reason }: ActByHand,
  now: string,
  rule: ActRule,
): Decision<PlacementEvent> {
  const placement = placementOf(person, placementId);
  if (!placement) return ignored('no-such-placement' satisfies PlacementActRefusal);
  if (placement.version !== version)
    return ignored('version-changed' satisfies PlacementActRefusal);
  const follows = rule(placement);
  if (typeof follows === 'string') return ignored(follows);
  const act = { kind, by, reason, at: now };
  return happened<PlacementEvent>({ kind: 'act-recorded', placementId, act }, ...follows);
}

/** Most acts are about a place that somebody has. */
export const onConfirmed =
  (rule: ActRule): ActRule =>
  (placement) =>
    placement.status === 'confirmed' ? rule(placement) : 'not-confirmed';

/** An act on a place somebody has, for which the place, who acts and the time are all there is to know. */
export const actOnConfirmed =
  (
    kind: PlacementAct,
    rule: (placement: Placement, act: ActByHand, now: string) => ReturnType<ActRule>,
  ) =>
  (person: PersonPlacements, act: ActByHand, now: string): Decision<PlacementEvent> =>
    decideAct(
      person,
      kind,
      act,
      now,
      onConfirmed((placement) => rule(placement, act, now)),
    );
