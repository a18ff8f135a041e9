import type { FactSource, FactTakenBack, LastingFact } from './facts.js';
import { endOfPlan, sourcesOf, withPlace } from './place.js';
import type { CaseStay, PersonCase } from './person-case.js';

/** Adds a fact to what is known. Facts are kept as told; what follows from them is worked out anew. */
export function recordFact(state: PersonCase, fact: LastingFact): PersonCase {
  switch (fact.kind) {
    case 'ratings-recorded':
      return { ...state, ratings: [...state.ratings, fact] };
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
  const stands = ({ source }: { readonly source: { readonly eventId: string } }) =>
    source.eventId !== gone;
  return {
    ...state,
    ratings: state.ratings.filter(stands),
    signals: state.signals.filter(stands),
    opioidNamed: state.opioidNamed.filter(stands),
    attendance: state.attendance.filter(stands),
    instruments: state.instruments.filter(stands),
    requests: state.requests.filter(stands),
    drugTests: state.drugTests.filter(stands),
    plansOver: state.plansOver.filter(stands),
    stays: state.stays
      .map((stay) => ({
        ...stay,
        start: stay.start?.eventId === gone ? null : stay.start,
        plan: stay.plan && stands(stay.plan) ? stay.plan : null,
        end: stay.end && stands(stay.end) ? stay.end : null,
      }))
      .filter(({ start, plan, end }) => start || plan || end),
    retracted: [...state.retracted, gone],
  };
}

/** Whether an event is known already: its fact is kept, or it was taken back. */
export function knownEvent(state: PersonCase, eventId: string): boolean {
  const isIt = ({ source }: { readonly source: FactSource }) => source.eventId === eventId;
  return (
    [
      state.ratings,
      state.signals,
      state.opioidNamed,
      state.attendance,
      state.instruments,
      state.requests,
      state.drugTests,
      state.plansOver,
    ].some((facts: ReadonlyArray<{ readonly source: FactSource }>) => facts.some(isIt)) ||
    sourcesOf(state.places).some((source) => source.eventId === eventId) ||
    state.stays.some(({ start, plan, end }) =>
      [start, plan?.source, end?.source].some((source) => source?.eventId === eventId),
    )
  );
}

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
