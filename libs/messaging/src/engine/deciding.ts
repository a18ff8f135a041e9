import { deriveId } from '@handrail/domain';
import { causeOf, failureCause } from './cause-of.js';
import type { RawRecord } from './decode.js';
import type { EventEnvelope } from './envelope.js';
import type { Handlers, Stores } from './handlers.js';
import type { InboxVerdict } from './inbox.js';
import { recordVerdicts } from './inbox.js';
import { holdLanes, type Lane } from './lanes.js';
import type { Moment } from './moment.js';
import type { Unit } from './unit-of-work.js';

/** One event, or poison, whose turn has come. */
export type Turn =
  | { readonly kind: 'event'; readonly event: EventEnvelope; readonly raw: RawRecord }
  | {
      readonly kind: 'poison';
      readonly id: string;
      readonly key: string | null;
      readonly cause: string;
      readonly raw: RawRecord;
    };

interface HeldState {
  readonly before: unknown;
  after: unknown;
}

/**
 * Decides the events of one transaction in order, on states loaded once, and writes the result once.
 * The first event of a key that fails holds the lane; what follows of that key parks behind it.
 */
export class Deciding {
  readonly verdicts: InboxVerdict[] = [];
  readonly touched = new Set<string>();
  readonly #states = new Map<string, Map<string, HeldState>>();
  readonly #lanesToSave = new Set<Lane>();

  constructor(
    private readonly unit: Unit,
    private readonly handlers: Handlers,
    private readonly stores: Stores,
    private readonly laneOf: (key: string) => Lane,
  ) {}

  /** Loads the states of all keys whose events may be decided, one query set per store. */
  async load(turns: readonly Turn[]): Promise<void> {
    const wanted = new Map<string, Set<string>>();
    for (const turn of turns) {
      if (turn.kind !== 'event') continue;
      const lane = this.laneOf(turn.event.key);
      const store = this.handlers.get(turn.event.type)?.store;
      if (store === undefined) continue;
      const keys = wanted.get(store) ?? new Set<string>();
      wanted.set(store, keys.add(lane.key));
    }
    for (const [name, keys] of wanted) {
      const store = this.stores[name]!;
      const found = await store.load(this.unit.tx, [...keys]);
      const states = new Map<string, HeldState>();
      for (const key of keys) {
        const state = found.get(key) ?? store.initial(key);
        states.set(key, { before: state, after: state });
      }
      this.#states.set(name, states);
    }
  }

  async decide(turn: Turn): Promise<void> {
    const key = turn.kind === 'event' ? turn.event.key : turn.key;
    const id = turn.kind === 'event' ? turn.event.id : turn.id;
    const lane = key === null ? null : this.laneOf(key);
    if (lane?.heldBecause) {
      const head = lane.heldBecause.replace(/^parked:/, '');
      this.#park(id, 'behind-parked-event', turn.raw, head === id ? null : head);
      return;
    }
    if (turn.kind === 'poison') {
      this.#park(id, turn.cause, turn.raw, null);
      if (lane) this.#hold(lane, id);
      return;
    }
    try {
      await this.#run(turn.event, lane!);
    } catch (error) {
      this.#park(id, failureCause(error, turn.event.type), turn.raw, null);
      this.#hold(lane!, id);
    }
  }

  /** Saves states, verdicts and lanes. Outbox and timers are flushed by the unit afterwards. */
  async finish(): Promise<void> {
    for (const [name, states] of this.#states) {
      const changes = [...states]
        .filter(([, state]) => state.after !== state.before)
        .map(([key, state]) => ({ key, before: state.before, after: state.after }));
      if (changes.length > 0) await this.stores[name]!.save(this.unit.tx, changes);
    }
    await recordVerdicts(this.unit.tx, this.verdicts);
    await holdLanes(this.unit.tx, [...this.#lanesToSave]);
  }

  /** Lets the events of a lane be applied again. */
  release(lane: Lane): void {
    lane.heldBecause = null;
    this.#lanesToSave.add(lane);
  }

  #hold(lane: Lane, eventId: string): void {
    lane.heldBecause = `parked:${eventId}`;
    this.#lanesToSave.add(lane);
  }

  #park(eventId: string, reason: string, raw: RawRecord, behind: string | null): void {
    this.verdicts.push({ eventId, disposition: 'parked', reason, behind, raw });
  }

  async #run(event: EventEnvelope, lane: Lane): Promise<void> {
    const handler = this.handlers.get(event.type);
    if (!handler) throw new Error('no handler for this type');
    const state = this.#states.get(handler.store)!.get(lane.key)!;
    const at: Moment<unknown> = {
      state: state.after,
      key: lane.key,
      now: event.recordedTime,
      newId: (purpose) => deriveId(Date.parse(event.recordedTime), event.id, purpose),
    };
    const outcome = await handler.run(event, at);
    if (outcome.kind !== 'applied') {
      const verdict = { behind: null, raw: null, reason: outcome.reason };
      this.verdicts.push({ eventId: event.id, disposition: outcome.kind, ...verdict });
      return;
    }
    const cause = causeOf(event);
    // Publishing checks the contract and may throw: the state changes only when it did not.
    await this.unit.publish(cause, outcome.publish);
    await this.unit.timers(lane.key, cause, outcome.timers);
    state.after = outcome.state;
    this.touched.add(lane.key);
  }
}
