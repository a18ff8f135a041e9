import { eventsOf } from '@handrail/domain';
import type { FactSource, FactTakenBack, LastingFact } from './facts.js';
import { endOfPlan, sourcesOf, withPlace, type Place } from './place.js';
import type { CaseStay, PersonCase } from './person-case.js';
import { withRatings } from './stated-index.js';

/** Adds a fact to what is known. Facts are kept as told; what follows from them is worked out anew. */
export function recordFact(state: PersonCase, fact: LastingFact): PersonCase {
  switch (fact.kind) {
    case 'ratings-recorded':
      return { ...state, ratings: withRatings(state.ratings, fact) };
    case 'signal-seen':
      return { ...state, signals: [...state.signals, fact] };
    case 'opioid-named':
      return { ...state, opioidNamed: [...state.opioidNamed, fact] };
    case 'attendance-recorded':
      return { ...state, attendance: [...state.attendance, fact] };
    case 'instrument-reported':
      return { ...state, instruments: [...state.instruments, fact] };
    case 'care-requested':
      return { ...state, requests: [...state.requests, fact] };
    case 'drug-tested':
      return { ...state, drugTests: [...state.drugTests, fact] };
    case 'plan-ran-out':
      return {
        ...state,
        plansOver: [...state.plansOver, fact],
        places: withPlace(state.places, endOfPlan(fact)),
      };
    case 'place-given':
    case 'sessions-planned':
    case 'place-not-started':
    case 'place-ended':
      return { ...state, places: withPlace(state.places, fact) };
    case 'stay-started':
    case 'stay-ended':
    case 'step-down-planned':
    case 'stay-corrected':
      return withStay(state, fact.stayId, (stay) => changeStay(stay, fact));
    default:
      return fact satisfies never;
  }
}

type StayFact = Extract<LastingFact, { readonly stayId: string }>;

function changeStay(known: CaseStay | undefined, fact: StayFact): CaseStay {
  const stay: CaseStay = known ?? {
    stayId: fact.stayId,
    setting: fact.setting,
    startedAt: null,
    start: null,
    plan: null,
    end: null,
  };
  const { source, setting } = fact;
  switch (fact.kind) {
    case 'stay-started':
      return { ...stay, setting, startedAt: fact.startedAt, start: source };
    case 'stay-ended': {
      const { endedAt, disposition } = fact;
      const startedAt = stay.startedAt ?? fact.startedAt;
      return { ...stay, setting, startedAt, end: { source, setting, endedAt, disposition } };
    }
    case 'step-down-planned':
      return { ...stay, plan: { source, setting, plannedFor: fact.plannedFor } };
    case 'stay-corrected':
      return { ...stay, setting, startedAt: fact.startedAt ?? stay.startedAt };
    default:
      return fact satisfies never;
  }
}

/** Takes back the one fact that came with an event; everything else stands. */
export function retractFact(state: PersonCase, fact: FactTakenBack): PersonCase {
  const gone = fact.retractedEventId;
  return {
    ...state,
    ratings: without(gone, state.ratings),
    signals: without(gone, state.signals),
    opioidNamed: without(gone, state.opioidNamed),
    attendance: without(gone, state.attendance),
    instruments: without(gone, state.instruments),
    requests: without(gone, state.requests),
    drugTests: without(gone, state.drugTests),
    plansOver: without(gone, state.plansOver),
    stays: staysWithout(gone, state.stays),
    retracted: [...state.retracted, gone],
  };
}

interface Sourced {
  readonly source: { readonly eventId: string };
}

/** Where nothing goes, it is the same list: what was worked out from it still holds. */
function without<F extends Sourced>(gone: string, facts: readonly F[]): readonly F[] {
  const left = facts.filter(({ source }) => source.eventId !== gone);
  return left.length === facts.length ? facts : left;
}

function staysWithout(gone: string, stays: PersonCase['stays']): PersonCase['stays'] {
  const restsOnIt = ({ start, plan, end }: CaseStay) =>
    [start, plan?.source, end?.source].some((source) => source?.eventId === gone);
  return stays.some(restsOnIt)
    ? stays.flatMap((stay) => (restsOnIt(stay) ? stayWithout(gone, stay) : stay))
    : stays;
}

/** A stay nothing is left of but corrections is no stay. */
function stayWithout(gone: string, stay: CaseStay): CaseStay[] {
  const start = stay.start?.eventId === gone ? null : stay.start;
  const plan = stay.plan?.source.eventId === gone ? null : stay.plan;
  const end = stay.end?.source.eventId === gone ? null : stay.end;
  return start || plan || end ? [{ ...stay, start, plan, end }] : [];
}

const eventsOfFacts = () => eventsOf(({ source }: { readonly source: FactSource }) => [source]);
/** One for each list: of each what the last one was is remembered. */
const KNOWN_FROM = {
  ratings: eventsOfFacts(),
  signals: eventsOfFacts(),
  opioidNamed: eventsOfFacts(),
  attendance: eventsOfFacts(),
  instruments: eventsOfFacts(),
  requests: eventsOfFacts(),
  drugTests: eventsOfFacts(),
  plansOver: eventsOfFacts(),
  stays: eventsOf(({ start, plan, end }: CaseStay) =>
    [start, plan?.source, end?.source].flatMap((source) => source ?? []),
  ),
  places: eventsOf((place: Place) => sourcesOf([place])),
};
const KINDS = Object.keys(KNOWN_FROM) as Array<keyof typeof KNOWN_FROM>;

/** Whether an event is known already: its fact is kept, or it was taken back. */
export const knownEvent = (state: PersonCase, eventId: string): boolean =>
  KINDS.some((kind) => KNOWN_FROM[kind](state[kind] as never).has(eventId));

function withStay(
  state: PersonCase,
  stayId: string,
  change: (stay: CaseStay | undefined) => CaseStay,
): PersonCase {
  const known = state.stays.find((stay) => stay.stayId === stayId);
  const changed = change(known);
  return {
    ...state,
    stays: known
      ? state.stays.map((stay) => (stay === known ? changed : stay))
      : [...state.stays, changed],
  };
}
