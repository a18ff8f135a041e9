import {
  DAY_MS,
  isFromHome,
  isRoundTheClock,
  type TriggerKind,
  eventsOf,
  oncePer,
  countLeading,
} from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import { instantMs } from './instants.js';
import { spanOfOwn, type Span } from './moved-reasons.js';
import { occurredMsOf } from './new-trigger.js';
import {
  isLive,
  isWaiting,
  type PersonCase,
  type Reassessment,
  type Trigger,
} from './person-case.js';
import { endSameProgram } from './plan-end.js';
import { isSecondDetox, ownDetox } from './second-detox.js';
import { livesIn } from './lives-in.js';
import { inOrder } from './standing-triggers.js';

/** What a new reason for a reassessment leads to. */
export type Attachment =
  | { readonly kind: 'joins'; readonly reassessmentId: string }
  | { readonly kind: 'opens' }
  /** It waits: for the end of the stay the person is in, or for the detox it belongs to. */
  | { readonly kind: 'waits' };

const opens: Attachment = { kind: 'opens' };
const waits: Attachment = { kind: 'waits' };
const joins = ({ id }: Reassessment): Attachment => ({ kind: 'joins', reassessmentId: id });

/** The reason a reassessment is told by: ends of stays come first, whatever arrived first. */
export function byLead(a: Trigger, b: Trigger): number {
  return leadOf(b) - leadOf(a) || Number(b.planned) - Number(a.planned) || inOrder(a, b);
}

/** Who left a program and lives in a facility since needs the place for the day they leave that. */
function leadOf(trigger: Trigger): number {
  if (trigger.stayId === null) return 0;
  return isProgramLeft(trigger) ? 1 : 2;
}

const isProgramLeft = ({ kind, setting }: Trigger): boolean =>
  kind === 'left-early' && setting !== undefined && isFromHome(setting);

/**
 * One reassessment per person and crisis. The end of a planned stay joins the planned step-down, the end
 * of a program as its stay tells it joins the one its plan told and the other way round, a second detox
 * joins its own end of detox, what happened during a stay joins that stay's end, late news joins the
 * newer decision, and anything joins a reassessment of the same days that still waits.
 */
export function attachmentOf(
  trigger: Trigger,
  state: PersonCase,
  standing: readonly Trigger[],
  policy: Policy,
): Attachment {
  const live = liveOf(state.reassessments);
  const sameStay =
    trigger.stayId !== null && live.find((reassessment) => endsSameStay(reassessment, trigger));
  if (sameStay) return joins(sameStay);
  const sameProgram =
    mayEndProgram(trigger) &&
    live.find(({ triggers }) => triggers.some((other) => endSameProgram(other, trigger, policy)));
  if (sameProgram) return joins(sameProgram);
  const samePlace =
    (trigger.placementId !== undefined || trigger.stayId !== null) &&
    live.findLast((reassessment) => isAboutSamePlace(reassessment, trigger));
  if (samePlace) return joins(samePlace);
  if (isSecondDetox(trigger)) {
    const own = ownDetox(trigger, standing);
    const home = own && live.find(({ triggers }) => has(triggers, own));
    if (home) return joins(home);
    if (!isKnownDetox(own, state)) return waits;
  }
  if (waitsForStay(trigger, state)) return waits;
  const around = live.find(({ triggers }) => triggers.some((end) => during(trigger, end)));
  if (around) return joins(around);
  const waiting = live
    .filter(isWaiting)
    .find((reassessment) => sameDays(trigger, reassessment, policy));
  if (waiting) return joins(waiting);
  const newer = live.find(({ triggers }) => isLateNews(trigger, triggers[0]!, policy));
  return newer ? joins(newer) : opens;
}

/**
 * Whether a reason that waited among the same reassessments still waits: for its own end of detox, which is on
 * the other topic or waits itself, or for the end of a stay.
 */
export function stillWaits(
  trigger: Trigger,
  state: PersonCase,
  standing: readonly Trigger[],
): boolean {
  if (!isSecondDetox(trigger)) return waitsForStay(trigger, state);
  const own = ownDetox(trigger, standing);
  if (own && attachedTo(state.reassessments).has(own.eventId)) return false;
  return !isKnownDetox(own, state) || waitsForStay(trigger, state);
}

const isKnownDetox = (own: Trigger | undefined, { reassessments }: PersonCase): boolean =>
  own !== undefined && reassessments.some(({ triggers }) => has(triggers, own));

const liveOf = oncePer((reassessments: readonly Reassessment[]) => reassessments.filter(isLive));

/** It is the end of a stay or of a plan, which others may tell as well. */
const mayEndProgram = ({ stayId, planSince }: Trigger): boolean =>
  stayId !== null || planSince !== undefined;

const has = (triggers: readonly Trigger[], { eventId }: Trigger): boolean =>
  triggers.some((trigger) => trigger.eventId === eventId);

function endsSameStay(reassessment: Reassessment, trigger: Trigger): boolean {
  return (
    trigger.stayId !== null &&
    reassessment.triggers.some(
      ({ stayId, kind }) => stayId === trigger.stayId && kind === trigger.kind,
    )
  );
}

/**
 * The end of a plan was asked about before it came, and who did not come at first and lost the place for it
 * is looked for once, as long as somebody still has to.
 */
function isAboutSamePlace(reassessment: Reassessment, trigger: Trigger): boolean {
  const { placementId, kind } = trigger;
  if (placementId === undefined) return isEndOfReviewed(reassessment, trigger);
  const has = (wanted: TriggerKind) =>
    reassessment.triggers.some(
      (other) => other.kind === wanted && other.placementId === placementId,
    );
  if (kind === 'program-completed') return has('review-due');
  if (kind === 'review-due')
    return (
      has('program-completed') &&
      reassessment.triggers.some(
        ({ occurredAt }) => instantMs(occurredAt) > instantMs(trigger.occurredAt),
      )
    );
  return kind === 'missed-sessions' && isWaiting(reassessment) && has('missed-sessions');
}

/** A stay completed the program whose end somebody is reviewing. */
const isEndOfReviewed = (reassessment: Reassessment, trigger: Trigger): boolean =>
  trigger.stayId !== null &&
  trigger.kind === 'program-completed' &&
  isWaiting(reassessment) &&
  reassessment.triggers.some(
    ({ kind, placementId, currentLevel, occurredAt }) =>
      kind === 'review-due' &&
      placementId !== undefined &&
      currentLevel === trigger.currentLevel &&
      instantMs(occurredAt) <= instantMs(trigger.occurredAt),
  );

/** While a 24-hour stay is open nothing is placed except by the step-down planned for it. */
function waitsForStay({ planned, stayId, occurredAt }: Trigger, { stays }: PersonCase): boolean {
  const [first, second] = livesIn(stays, occurredAt);
  if (!first || second) return first !== undefined;
  return !(planned && stayId === first.stayId);
}

/** Everybody waits for the end of a stay who is no second detox: two of them are open. */
export const isClosedToAll = ({ stays }: PersonCase, now: string): boolean =>
  livesIn(stays, now).length > 1;

function during(trigger: Trigger, end: Trigger): boolean {
  if (end.stayId === null || end.since === null || end.planned) return false;
  if (trigger.stayId !== null && !isProgramLeftInside(trigger, end)) return false;
  const occurredMs = instantMs(trigger.occurredAt);
  return occurredMs >= instantMs(end.since) && occurredMs <= instantMs(end.occurredAt);
}

/** A program was left while the person lived in a facility: it is asked about when that stay ends. */
const isProgramLeftInside = (trigger: Trigger, { setting }: Trigger): boolean =>
  isProgramLeft(trigger) && setting !== undefined && isRoundTheClock(setting);

/**
 * Within the days of one crisis, before or after. The last moment is outside, as it is for the
 * cool-down of repetitions: what counts again there must find the same answer in either order.
 */
function sameDays(trigger: Trigger, { triggers }: Reassessment, policy: Policy): boolean {
  const spanMs = policy.limits['same-crisis-days'] * DAY_MS;
  const occurredMs = instantMs(trigger.occurredAt);
  return triggers.some(({ occurredAt }) => Math.abs(instantMs(occurredAt) - occurredMs) < spanMs);
}

/** It happened before what the newer reassessment is about, and in the same days. */
function isLateNews(trigger: Trigger, lead: Trigger, policy: Policy): boolean {
  const occurredMs = instantMs(trigger.occurredAt);
  return occurredMs < instantMs(lead.occurredAt) && occurredMs > windowStartMs(lead, policy);
}

/** After which moment reasons belong to one crisis: some days before it, or before the stay it ends. */
const windowStartMs = ({ since, occurredAt }: Trigger, policy: Policy): number =>
  instantMs(since ?? occurredAt) - policy.limits['same-crisis-days'] * DAY_MS;

/** The time in which reasons lie that are its own, or that it shares. */
export function spanOf(reassessment: Reassessment, policy: Policy): Span {
  const own = spanOfOwn(reassessment);
  const lead = reassessment.triggers[0];
  return lead ? { ...own, fromMs: Math.min(own.fromMs, windowStartMs(lead, policy)) } : own;
}

/**
 * So many reasons of a kind at most are shared, the newest: their floors and freshness are those of all, and
 * one person of whom thousands of things are reported in a week does not stand in every decision.
 */
const SHARED_OF_A_KIND = 10;

/** Reasons that are alike for whoever shares them, in order, with their times. */
interface ReasonsOfKind {
  /** Where they are among all. */
  readonly places: readonly number[];
  readonly timesMs: readonly number[];
}

const byKind = oncePer((standing: readonly Trigger[]): ReadonlyMap<string, ReasonsOfKind> => {
  const kinds = new Map<string, { places: number[]; timesMs: number[] }>();
  for (const [place, reason] of standing.entries()) {
    const { kind, setting = '' } = reason;
    const name = `${kind} ${setting}`;
    const ofKind = kinds.get(name) ?? { places: [], timesMs: [] };
    kinds.set(name, ofKind);
    ofKind.places.push(place);
    ofKind.timesMs.push(occurredMsOf(reason));
  }
  return kinds;
});

/** The events that are reasons of a live reassessment. */
export const attachedTo = eventsOf((reassessment: Reassessment) =>
  isLive(reassessment) ? reassessment.triggers : [],
);

/**
 * Reasons of other reassessments that lie in the window of this one: a step-up that was decided just
 * before a detox still counts at its end, whichever of the two was told first.
 */
export function sharedWith(
  { triggers }: Pick<Reassessment, 'triggers'>,
  state: PersonCase,
  standing: readonly Trigger[],
  policy: Policy,
): Trigger[] {
  const lead = triggers[0];
  if (!lead) return [];
  const leadMs = instantMs(lead.occurredAt);
  const afterMs = windowStartMs(lead, policy);
  const attached = attachedTo(state.reassessments);
  const own = new Set(triggers.map(({ eventId }) => eventId));
  const shared: number[] = [];
  for (const { places, timesMs } of byKind(standing).values()) {
    let room = SHARED_OF_A_KIND;
    for (let at = countLeading(timesMs, (ms) => ms <= leadMs) - 1; at >= 0 && room > 0; at -= 1) {
      if (timesMs[at]! <= afterMs) break;
      const { eventId } = standing[places[at]!]!;
      if (own.has(eventId) || !attached.has(eventId)) continue;
      shared.push(places[at]!);
      room -= 1;
    }
  }
  return shared.sort((a, b) => a - b).map((place) => standing[place]!);
}
