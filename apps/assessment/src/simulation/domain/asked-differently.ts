import type { TriggerKind } from '@handrail/domain';
import { outcomeOf, type LevelOutcome } from '../../policy/domain/outcome.js';
import type { Permissions } from '../../policy/domain/determine.js';
import type { Policy } from '../../policy/domain/policy.js';
import { cutOf, inputsFor, ratingsAsRecorded } from '../../reassessment/domain/basis.js';
import { attachmentOf } from '../../reassessment/domain/crisis.js';
import { knownRatings } from '../../reassessment/domain/known-ratings.js';
import { instantMs } from '../../reassessment/domain/instants.js';
import { newReassessment } from '../../reassessment/domain/new-reassessment.js';
import {
  diedAt,
  isLive,
  type PersonCase,
  type Reassessment,
  type Trigger,
} from '../../reassessment/domain/person-case.js';
import {
  inOrder,
  standingTriggers,
  type ReasonKind,
} from '../../reassessment/domain/standing-triggers.js';
import { changedLimits, reasonsOf } from './changed-limits.js';

/** A case as it was recorded, with what was decided about each reassessment of it. */
export interface RecordedCase {
  readonly state: PersonCase;
  readonly decided: ReadonlyMap<string, LevelOutcome & { readonly at: string }>;
}

/** A reassessment that one of two policies asks for and the other does not. */
export interface Asked extends LevelOutcome {
  readonly personId: string;
  readonly kind: TriggerKind;
  readonly occurredAt: string;
  readonly eventId: string;
}

/** What one policy asks of a person that the other does not. */
export interface AskedBeyond {
  readonly opens: readonly Asked[];
  /** Further reasons that would have joined a reassessment there was or would have been. */
  readonly joins: number;
}

export interface AskedDifferently {
  readonly more: AskedBeyond;
  readonly less: AskedBeyond;
  /** Asked for by both, at another time. */
  readonly moved: number;
}

export interface Comparison {
  readonly before: Policy;
  readonly after: Policy;
  readonly permissions: Permissions;
  /** Reasons that happened from here, up to and without `until`. */
  readonly since: string;
  readonly until: string;
}

/**
 * What the limits of another policy would have asked for about the recorded facts of a person, beside
 * what those of the present one ask for. The reasons that stand are worked out twice from the same facts; a
 * reason of one side alone opens a reassessment or joins one, by the rule every reason goes by. Nothing
 * is written, and nothing rests on what was acted on before: both sides see the facts alone.
 */
export function askedDifferently(recorded: RecordedCase, comparison: Comparison): AskedDifferently {
  const facts = withoutActs(recorded.state);
  const kinds = reasonsOf(changedLimits(comparison.before, comparison.after));
  const before = reasonsIn(facts, comparison.before, kinds, comparison);
  const after = reasonsIn(facts, comparison.after, kinds, comparison);
  const timeOf = new Map(before.map((trigger) => [keyOf(trigger), trigger.occurredAt]));
  const moved = after.filter((trigger) => {
    const known = timeOf.get(keyOf(trigger));
    return known !== undefined && known !== trigger.occurredAt;
  });
  return {
    more: beyond(recorded, after, before, comparison.after, comparison),
    less: beyond(recorded, before, after, comparison.before, comparison),
    moved: moved.length,
  };
}

/** Reasons that were acted on count by preference; here neither side may lean on that. */
const withoutActs = (state: PersonCase): PersonCase => ({
  ...state,
  reassessments: state.reassessments.map((reassessment) => ({ ...reassessment, triggers: [] })),
});

function reasonsIn(
  facts: PersonCase,
  policy: Policy,
  kinds: readonly ReasonKind[],
  { since, until }: Comparison,
): Trigger[] {
  const died = diedAt(facts);
  const end = died !== null && instantMs(died) < instantMs(until) ? died : until;
  return standingTriggers(facts, policy, until, kinds).filter(
    ({ occurredAt }) =>
      instantMs(occurredAt) >= instantMs(since) && instantMs(occurredAt) < instantMs(end),
  );
}

/** One reason is the same under both: a silence by its last contact, everything else by its event. */
const keyOf = ({ type, messageId, eventId }: Trigger): string =>
  type === 'handrail.assessment.contact-lost' ? `${type} ${messageId}` : eventId;

function beyond(
  recorded: RecordedCase,
  own: readonly Trigger[],
  others: readonly Trigger[],
  policy: Policy,
  { permissions }: Comparison,
): AskedBeyond {
  const { state, decided } = recorded;
  const shared = new Set(others.map(keyOf));
  const alone = own.filter((trigger) => !shared.has(keyOf(trigger)));
  const isAlone = new Set(alone.map(keyOf));
  const opens: Asked[] = [];
  const counted = new Set<string>();
  let world = state;
  let joins = 0;
  for (const trigger of [...alone].sort(inOrder)) {
    const about = { ...named(trigger), personId: state.personId };
    const home = homeOf(trigger, state);
    if (home) {
      // It would not be there without its own reasons; with another one it stays.
      const falls = home.triggers.every((trigger) => isAlone.has(keyOf(trigger)));
      const outcome = decided.get(home.id) ?? answerTo(trigger, state, policy, permissions);
      if (falls && !counted.has(home.id))
        opens.push({ ...about, level: outcome.level, mode: outcome.mode });
      else joins += 1;
      counted.add(home.id);
      continue;
    }
    const attachment = attachmentOf(trigger, asOf(trigger, world, decided), own, policy);
    if (attachment.kind === 'joins') joins += 1;
    if (attachment.kind !== 'opens') continue;
    opens.push({ ...about, ...answerTo(trigger, state, policy, permissions) });
    world = { ...world, reassessments: [...world.reassessments, imagined(trigger)] };
  }
  return { opens, joins };
}

const named = ({ kind, occurredAt, eventId }: Trigger) => ({ kind, occurredAt, eventId });

/** The reassessment that was opened by the reason, or that it joined. */
const homeOf = (trigger: Trigger, { reassessments }: PersonCase): Reassessment | undefined =>
  reassessments
    .filter(isLive)
    .find(({ triggers }) => triggers.some((other) => keyOf(other) === keyOf(trigger)));

/** Reassessments as they were when the reason was recorded: what is settled by now may have waited. */
const asOf = (
  { recordedAt }: Trigger,
  state: PersonCase,
  decided: RecordedCase['decided'],
): PersonCase => ({
  ...state,
  reassessments: state.reassessments.map((reassessment) => {
    const settledAt = reassessment.withdrawn?.at ?? decided.get(reassessment.id)?.at;
    const waited = settledAt !== undefined && instantMs(settledAt) > instantMs(recordedAt);
    return waited ? { ...reassessment, status: 'open' as const } : reassessment;
  }),
});

/** A reassessment that would have been opened: further reasons of its days join it. */
const imagined = (trigger: Trigger): Reassessment =>
  newReassessment(`imagined ${keyOf(trigger)}`, trigger, {
    openedAt: trigger.recordedAt,
    dueAt: trigger.recordedAt,
  });

/** What the policy would have said with what was known when the reason was recorded. */
function answerTo(
  trigger: Trigger,
  state: PersonCase,
  policy: Policy,
  permissions: Permissions,
): LevelOutcome {
  const cut = cutOf([trigger]);
  const known = knownRatings(
    ratingsAsRecorded(state).filter(({ source }) => source.recordedAt <= cut),
  );
  return outcomeOf(policy, inputsFor(imagined(trigger), state, known, policy).inputs, permissions);
}
