import type { Decision } from '@handrail/domain';

/**
 * A rule as every service writes it: `decide` says what a fact or a command means for a state, `evolve`
 * writes what happened into it. A decider that takes time and ids is closed over them by its
 * specification, so that a sentence names only what it is about.
 */
export interface Decider<State, Command, Event> {
  readonly initialState: State;
  decide(state: State, command: Command): Decision<Event>;
  evolve(state: State, events: readonly Event[]): State;
}

/** A command that names something the state made up, such as the id of the newest offer, reads it there. */
export type Asked<State, Command> = Command | ((state: State) => Command);

/** The end of a sentence: what a rule answered, and the state it left. */
export interface Verdict<State, Event> {
  readonly state: State;
  readonly decision: Decision<Event>;
  /** Exactly these events happened, in this order. */
  then(...events: readonly Event[]): Verdict<State, Event>;
  /** Events of these kinds happened, in this order; for events whose content another test asserts. */
  thenKinds(...kinds: readonly KindOf<Event>[]): Verdict<State, Event>;
  thenIgnored(because: string): Verdict<State, Event>;
  thenSuperseded(because: string): Verdict<State, Event>;
  /** The state holds at least this. */
  thenState(expected: object): Verdict<State, Event>;
}

type KindOf<Event> = Event extends { readonly kind: infer Kind } ? Kind : never;

/** A state that came about by commands, and the next one that is asked about. */
export interface Given<State, Command, Event> {
  readonly state: State;
  and(...commands: readonly Asked<State, Command>[]): Given<State, Command, Event>;
  when(command: Asked<State, Command>): Verdict<State, Event>;
}

/**
 * The one form in which the rules of all services are specified: given what happened, when this
 * happens, then that follows. What is given is taken through the rule itself, so that no specification
 * rests on a state the rule would never reach.
 */
export function given<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  ...commands: readonly Asked<State, Command>[]
): Given<State, Command, Event> {
  return from(
    decider,
    commands.reduce((state, command) => step(decider, state, command).state, decider.initialState),
  );
}

function from<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  state: State,
): Given<State, Command, Event> {
  return {
    state,
    and: (...commands) => given({ ...decider, initialState: state }, ...commands),
    when: (command) => verdictOf(step(decider, state, command)),
  };
}

interface Step<State, Event> {
  readonly state: State;
  readonly decision: Decision<Event>;
}

function step<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  state: State,
  command: Asked<State, Command>,
): Step<State, Event> {
  const asked =
    typeof command === 'function' ? (command as (state: State) => Command)(state) : command;
  const decision = decider.decide(state, asked);
  return {
    decision,
    state: decision.kind === 'happened' ? decider.evolve(state, decision.events) : state,
  };
}

function verdictOf<State, Event>({ state, decision }: Step<State, Event>): Verdict<State, Event> {
  const verdict: Verdict<State, Event> = {
    state,
    decision,
    then: (...events) => check(() => expect(decision).toEqual({ kind: 'happened', events })),
    thenKinds: (...kinds) => check(() => expect(kindsOf(decision)).toEqual(kinds)),
    thenIgnored: (reason) => check(() => expect(decision).toEqual({ kind: 'ignored', reason })),
    thenSuperseded: (reason) =>
      check(() => expect(decision).toEqual({ kind: 'superseded', reason })),
    thenState: (expected) => check(() => expect(state).toMatchObject(expected)),
  };
  const check = (assertion: () => void) => {
    assertion();
    return verdict;
  };
  return verdict;
}

const kindsOf = <Event>(decision: Decision<Event>): readonly unknown[] =>
  decision.kind === 'happened'
    ? decision.events.map((event) => (event as { readonly kind?: unknown }).kind)
    : [decision.kind, decision.reason];
