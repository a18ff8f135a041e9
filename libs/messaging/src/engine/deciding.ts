import { deriveId } from '@handrail/domain';
import { causeOf, failureCause } from './cause-of.js';
import { NEWER_VERSION } from './decode.js';
import type { EventEnvelope } from './envelope.js';
import { recordVerdicts, type Disposition, type InboxVerdict } from './inbox.js';
import { saveLanes, type Lane } from './lanes.js';
import {
  awaitingMerge,
  awaits,
  isAwaitingMerge,
  mergeOf,
  moveQueueAndTimers,
  readQueue,
  type MergedKeys,
} from './merging.js';
import type { Outcome } from './outcome.js';
import { BEHIND_PARKED, turnOf, type ParkedRow } from './parked-row.js';
import { States } from './states.js';
import type { RawRecord } from './stored-record.js';
import type { Rules } from './rules.js';
import type { Unit } from './unit-of-work.js';

/** One event, or poison, whose turn has come. */
export type Turn =
  | EventTurn
  | {
      readonly kind: 'poison';
      readonly id: string;
      readonly key: string | null;
      readonly cause: string;
      readonly raw: RawRecord;
    };

interface EventTurn {
  readonly kind: 'event';
  readonly event: EventEnvelope;
  readonly raw: RawRecord;
}

export const idOf = (turn: Turn): string => (turn.kind === 'event' ? turn.event.id : turn.id);
export const keyOf = (turn: Turn): string | null =>
  turn.kind === 'event' ? turn.event.key : turn.key;

/**
 * Decides the events of one transaction in order, on states loaded once, and writes the result once.
 * The first event of a key that fails holds the lane; what follows of that key parks behind it.
 */
export class Deciding {
  readonly #unit: Unit;
  readonly #rules: Rules;
  readonly #laneOf: (key: string) => Lane;
  readonly touched = new Set<string>();
  /** The last word on every event that is not plain `applied` on first sight. */
  readonly #verdicts = new Map<string, InboxVerdict>();
  readonly #written = new Set<InboxVerdict>();
  readonly #states: States;
  readonly #lanesToSave = new Set<Lane>();
  /** Parked events that get their turn in this transaction, and do not wait again. */
  readonly #takenUp = new Set<string>();

  constructor(unit: Unit, rules: Rules, laneOf: (key: string) => Lane) {
    this.#unit = unit;
    this.#rules = rules;
    this.#laneOf = laneOf;
    this.#states = new States(unit.tx, rules, laneOf);
  }

  get verdicts(): InboxVerdict[] {
    return [...this.#verdicts.values()];
  }

  dispositionOf(eventId: string): Disposition {
    return this.#verdicts.get(eventId)?.disposition ?? 'applied';
  }

  /** Loads the states of all keys whose events may be decided, one query set per store. */
  async load(turns: readonly Turn[]): Promise<void> {
    const wanted = new Map<string, Set<string>>();
    for (const turn of turns) {
      if (turn.kind !== 'event') continue;
      const lane = this.#laneOf(turn.event.key);
      const store = this.#rules.handlers.get(turn.event.type)?.store;
      if (store === undefined) continue;
      const keys = wanted.get(store) ?? new Set<string>();
      wanted.set(store, keys.add(lane.key));
    }
    for (const [store, keys] of wanted) await this.#states.load(store, keys);
  }

  async decide(turn: Turn): Promise<void> {
    const key = keyOf(turn);
    const lane = key === null ? null : this.#laneOf(key);
    if (lane?.heldBecause) return this.#parkBehind(turn, lane.key, lane.heldBecause);
    if (turn.kind === 'poison') return this.#parkHead(turn, turn.cause, lane);
    // Every record was looked up before; a timer may have been set by a newer program.
    const handler = this.#rules.handlers.get(turn.event.type);
    if (!handler) return this.#parkHead(turn, NEWER_VERSION, lane);
    const merge = this.#states.canMerge ? mergeOf(turn.event) : null;
    if (merge) return await this.#decideMerge(turn, lane!, merge);
    const state = await this.#states.current(handler.store, lane!.key);
    const outcome = await this.#try(turn, lane!, () => this.#run(turn.event, lane!, state));
    if (outcome) this.#keep(turn.event, lane!, outcome);
  }

  /** Decides parked events, in order. Each gets a verdict, also the one that goes well now. */
  async takeUp(rows: readonly ParkedRow[]): Promise<void> {
    for (const row of rows) this.#takenUp.add(row.event_id);
    const turns = rows.map((row) => turnOf(row, this.#rules.known));
    await this.load(turns.filter((turn) => turn.kind !== 'skipped'));
    for (const [at, turn] of turns.entries()) {
      const eventId = rows[at]!.event_id;
      this.#verdicts.delete(eventId);
      if (turn.kind === 'skipped')
        this.say({ ...settled(eventId, 'ignored'), reason: turn.reason });
      else await this.decide(turn);
      if (!this.#verdicts.has(eventId)) this.say(settled(eventId, 'applied'));
      // What waits again, now for another, may get one more turn in this same transaction.
      if (this.#verdicts.get(eventId)?.disposition === 'parked') this.#takenUp.delete(eventId);
    }
  }

  say(verdict: InboxVerdict): void {
    this.#verdicts.set(verdict.eventId, verdict);
  }

  /** Holds a lane for the reason given; null lets its events be applied again. */
  hold(lane: Lane, because: string | null): void {
    lane.heldBecause = because;
    this.#lanesToSave.add(lane);
  }

  /** Saves states, verdicts and lanes. Outbox and timers are flushed by the unit afterwards. */
  async finish(): Promise<void> {
    await this.#states.save();
    await this.#writeVerdicts();
    await saveLanes(this.#unit.tx, [...this.#lanesToSave]);
  }

  async #writeVerdicts(): Promise<void> {
    const news = this.verdicts.filter((verdict) => !this.#written.has(verdict));
    await recordVerdicts(this.#unit.tx, news);
    for (const verdict of news) this.#written.add(verdict);
  }

  #parkBehind(turn: Turn, key: string, held: string): void {
    const behind = held.slice(held.lastIndexOf(':') + 1);
    const reason = isAwaitingMerge(held) ? 'awaiting-merge' : BEHIND_PARKED;
    this.#park(turn, key, reason, behind);
  }

  #parkHead(turn: Turn, cause: string, lane: Lane | null): void {
    this.#park(turn, lane?.key ?? null, cause, null);
    if (lane) this.hold(lane, `parked:${idOf(turn)}`);
  }

  #park(turn: Turn, key: string | null, reason: string, behind: string | null): void {
    this.say({ eventId: idOf(turn), disposition: 'parked', reason, key, behind, raw: turn.raw });
  }

  /** Parks the event when its rule throws. Only rules run in here: what the database throws is its own. */
  async #try<T>(turn: EventTurn, lane: Lane, rule: () => Promise<T>): Promise<T | undefined> {
    try {
      return await rule();
    } catch (error) {
      this.#parkHead(turn, failureCause(error, turn.event.type), lane);
      return undefined;
    }
  }

  /** Runs the rule of an event, and gathers what it wants published and scheduled. */
  async #run(event: EventEnvelope, lane: Lane, state: unknown): Promise<Outcome<unknown>> {
    const outcome = await this.#rules.handlers.get(event.type)!.run(event, {
      state,
      key: lane.key,
      now: event.recordedTime,
      newId: (purpose) => deriveId(Date.parse(event.recordedTime), event.id, purpose),
    });
    if (outcome.kind === 'applied') {
      const cause = causeOf(event);
      // Publishing checks the contract and may throw: the state changes only when it did not.
      await this.#unit.publish(cause, outcome.publish);
      await this.#unit.timers(lane.key, cause, outcome.timers);
    }
    return outcome;
  }

  #keep(event: EventEnvelope, lane: Lane, outcome: Outcome<unknown>): void {
    if (outcome.kind === 'applied') {
      this.#states.set(this.#rules.handlers.get(event.type)!.store, lane.key, outcome.state);
      this.touched.add(lane.key);
    } else this.say({ ...settled(event.id, outcome.kind), reason: outcome.reason });
  }

  /**
   * The first copy of a merge holds its lane, so that whatever was told of either person before is
   * applied before; the second makes one person of two. The rule then sees the folded state.
   */
  async #decideMerge(turn: EventTurn, lane: Lane, merge: MergedKeys): Promise<void> {
    const { event } = turn;
    const [survivor, retired] = [this.#laneOf(merge.survivorId), this.#laneOf(merge.retiredId)];
    if (survivor === retired)
      return this.say({ ...settled(event.id, 'ignored'), reason: 'already-merged' });
    const other = lane === survivor ? retired : survivor;
    if (!awaits(other.heldBecause, merge)) return this.hold(lane, awaitingMerge(merge, event.id));
    const { store } = this.#rules.handlers.get(event.type)!;
    await this.#states.loadBoth(retired.key, survivor.key);
    const alone = await this.#states.current(store, survivor.key);
    const folded = await this.#try(turn, lane, async () => {
      const merged = this.#states.merged(retired.key, survivor.key);
      const state = merged.has(store) ? merged.get(store) : alone;
      return { merged, outcome: await this.#run(event, survivor, state) };
    });
    if (!folded) return;
    this.#states.fold(retired.key, survivor.key, folded.merged);
    this.#keep(event, survivor, folded.outcome);
    await this.#becomeOne(retired, survivor, other);
  }

  /** Lanes, timers and what waited follow the states; what waited gets its turn at once. */
  async #becomeOne(retired: Lane, survivor: Lane, waiting: Lane): Promise<void> {
    this.touched.add(survivor.key);
    retired.mergedInto = survivor.key;
    this.hold(retired, null);
    this.hold(survivor, null);
    this.#unit.moveTimers(retired.key, survivor.key);
    await this.#writeVerdicts();
    const queue = await readQueue(this.#unit.tx, waiting.key, this.#takenUp);
    await moveQueueAndTimers(this.#unit.tx, retired.key, survivor.key);
    await this.takeUp(queue);
  }
}

/** A verdict on an event that is not parked, or not any more. */
export const settled = (eventId: string, disposition: Disposition): InboxVerdict => ({
  eventId,
  disposition,
  reason: null,
  key: null,
  behind: null,
  raw: null,
});
