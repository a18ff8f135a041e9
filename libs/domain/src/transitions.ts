/** One way from a state to the next. `from` is null where a thing begins. */
export interface Transition<State extends string, Event extends string> {
  readonly from: State | null;
  readonly event: Event;
  readonly to: State;
}

/**
 * The life of a thing as data: every state it may be in and every event that may lead from one to the
 * next. The table is asserted where states change, checked for states nobody reaches and for dead ends
 * by a test, and drawn in the README of its service by `npm run generate`.
 */
export interface Transitions<State extends string = string, Event extends string = string> {
  /** What lives this life, such as `placement`. */
  readonly subject: string;
  readonly states: readonly State[];
  /** States in which a life may end; some of them may still be left again. */
  readonly ends: readonly State[];
  readonly table: ReadonlyArray<Transition<State, Event>>;
}

/** Rows for an event that leaves the state as it is, in each of these states. */
export const staying = <State extends string, Event extends string>(
  event: Event,
  states: readonly State[],
): Array<Transition<State, Event>> => states.map((state) => ({ from: state, event, to: state }));

/** A change that the table of a thing does not know: a mistake of the code or a state nobody thought of. */
export class ImpossibleTransitionError extends Error {
  constructor(subject: string, { from, event, to }: Transition<string, string>) {
    super(`${event} leads no ${subject} from ${from ?? 'its beginning'} to ${to}`);
    this.name = 'ImpossibleTransitionError';
  }
}

/** Throws when the table does not lead this way; thrown inside a rule, it parks the event. */
export function assertTransition<State extends string, Event extends string>(
  transitions: Transitions<State, Event>,
  transition: Transition<State, Event>,
): void {
  if (!keysOf(transitions).has(keyOf(transition)))
    throw new ImpossibleTransitionError(transitions.subject, transition);
}

const keyOf = ({ from, event, to }: Transition<string, string>): string =>
  `${from ?? ''} ${event} ${to}`;

const known = new WeakMap<Transitions, ReadonlySet<string>>();

/** A table is made into a set once: rules run thousands of times a second. */
function keysOf(transitions: Transitions): ReadonlySet<string> {
  let keys = known.get(transitions);
  if (!keys) known.set(transitions, (keys = new Set(transitions.table.map(keyOf))));
  return keys;
}

/** What is wrong with a table: states nobody reaches, states nobody leaves, rows that are there twice. */
export function problemsOfTransitions(transitions: Transitions): string[] {
  const { states, ends, table } = transitions;
  const beginnings = table.filter(({ from }) => from === null).map(({ to }) => to);
  const reached = closure(beginnings, (state) =>
    table.filter(({ from }) => from === state).map(({ to }) => to),
  );
  const ending = closure(ends, (state) =>
    table.flatMap(({ from, to }) => (to === state && from !== null ? [from] : [])),
  );
  const named = new Set(table.flatMap(({ from, to }) => (from === null ? [to] : [from, to])));
  const keys = table.map(keyOf);
  return [
    ...states.filter((state) => !reached.has(state)).map((state) => `nothing leads to ${state}`),
    ...states.filter((state) => !ending.has(state)).map((state) => `${state} leads to no end`),
    ...[...new Set([...named, ...ends])]
      .filter((state) => !states.includes(state))
      .map((state) => `${state} is no state`),
    ...keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => `${key} is there twice`),
  ];
}

/** Everything that can be come to from `start`, step by step. */
function closure(start: readonly string[], next: (state: string) => string[]): Set<string> {
  const found = new Set(start);
  for (const state of found) for (const following of next(state)) found.add(following);
  return found;
}
