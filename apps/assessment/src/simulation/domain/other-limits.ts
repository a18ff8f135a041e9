import { TRIGGER_KINDS, type Level, type TriggerKind } from '@handrail/domain';
import { outcomeOf, type LevelOutcome } from '../../policy/domain/outcome.js';
import type { Permissions } from '../../policy/domain/determine.js';
import { LIMIT_NAMES, type LimitName, type Policy } from '../../policy/domain/policy.js';
import { cutOf, inputsFor, ratingsAsRecorded } from '../../reassessment/domain/basis.js';
import { attachmentOf } from '../../reassessment/domain/crisis.js';
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

/** Whose cases have to be read when limits differ: those in which there is something to differ about. */
export interface Concerns {
  /** Somebody did not come to a session. */
  readonly misses: boolean;
  readonly sessions: boolean;
  readonly stays: boolean;
  /** Two signals or more. */
  readonly signals: boolean;
}

export interface LimitChange {
  readonly limit: LimitName;
  readonly from: number;
  readonly to: number;
}

interface Asking {
  readonly concerns: readonly (keyof Concerns)[];
  readonly reasons: readonly ReasonKind[];
}

const MISSES: Asking = { concerns: ['misses'], reasons: ['misses'] };
/** What counts as history is asked of every reason. */
const EVERYTHING: Asking = {
  concerns: ['misses', 'sessions', 'stays', 'signals'],
  reasons: ['stays', 'signals', 'plans', 'misses', 'silences'],
};
const STAYS: Asking = { concerns: ['stays'], reasons: ['stays'] };

/** Limits that say when somebody is asked for a level at all, and what follows from each. */
const ASKING: Readonly<Partial<Record<LimitName, Asking>>> = {
  'missed-sessions': MISSES,
  'missed-sessions-days': MISSES,
  'lost-contact-days': { concerns: ['sessions', 'stays'], reasons: ['silences'] },
  'history-after-days': EVERYTHING,
  'transfer-grace-hours': STAYS,
  'step-down-ahead-days': STAYS,
  'detox-plan-ahead-hours': STAYS,
  // A second detox belongs to the end of its own stay.
  'step-up-cool-down-days': { concerns: ['signals'], reasons: ['stays', 'signals'] },
};

/** Limits of two policies that lead to other reassessments, not to other levels. */
export const changedLimits = (from: Policy, to: Policy): LimitChange[] =>
  LIMIT_NAMES.filter((limit) => ASKING[limit] !== undefined)
    .filter((limit) => from.limits[limit] !== to.limits[limit])
    .map((limit) => ({ limit, from: from.limits[limit], to: to.limits[limit] }));

export function concernsOf(changes: readonly LimitChange[]): Concerns {
  const looks = new Set(changes.flatMap(({ limit }) => ASKING[limit]?.concerns ?? []));
  return {
    misses: looks.has('misses'),
    sessions: looks.has('sessions'),
    stays: looks.has('stays'),
    signals: looks.has('signals'),
  };
}

const reasonsOf = (changes: readonly LimitChange[]): ReasonKind[] => [
  ...new Set(changes.flatMap(({ limit }) => ASKING[limit]?.reasons ?? [])),
];

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
  const known = ratingsAsRecorded(state).filter(({ source }) => source.recordedAt <= cut);
  return outcomeOf(policy, inputsFor(imagined(trigger), state, known, policy).inputs, permissions);
}

/** How many of one side, by reason and by the level they would ask for. */
export class AskedTally {
  readonly #byKind = new Map<TriggerKind, number>();
  readonly #byLevel = new Map<Level, number>();
  #count = 0;
  #joins = 0;
  #needsPerson = 0;
  #people: Asked[] = [];
  readonly #peopleAtMost: number;

  /** @param peopleAtMost how many are named, the newest */
  constructor(peopleAtMost: number) {
    this.#peopleAtMost = peopleAtMost;
  }

  add({ opens, joins }: AskedBeyond): void {
    this.#joins += joins;
    for (const asked of opens) {
      this.#count += 1;
      this.#byKind.set(asked.kind, (this.#byKind.get(asked.kind) ?? 0) + 1);
      if (asked.mode === 'needs-human' || asked.level === null) this.#needsPerson += 1;
      else this.#byLevel.set(asked.level, (this.#byLevel.get(asked.level) ?? 0) + 1);
    }
    if (opens.length === 0) return;
    this.#people = [...this.#people, ...opens]
      .sort((a, b) => instantMs(b.occurredAt) - instantMs(a.occurredAt))
      .slice(0, this.#peopleAtMost);
  }

  get summary() {
    const kinds = TRIGGER_KINDS.flatMap((kind) => {
      const count = this.#byKind.get(kind);
      return count === undefined ? [] : [{ kind, count }];
    });
    return {
      count: this.#count,
      byKind: kinds,
      byLevel: [...this.#byLevel].map(([level, count]) => ({ level, count })),
      needsPerson: this.#needsPerson,
      joins: this.#joins,
      people: this.#people,
      peopleLeftOut: this.#count - this.#people.length,
    };
  }
}
