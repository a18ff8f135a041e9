import fc from 'fast-check';
import {
  circumstances,
  corrected,
  later,
  PERSON,
  rated,
  repetition,
  session,
  signal,
  stayEnds,
  stayStarts,
  stepDownPlanned,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';
import { shippedPolicy } from '../../testing/shipped-policy.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { newPersonCase, type PersonCase } from './person-case.js';
import { wakeUpsOf } from './wake-ups.js';

// Rules remember what followed from a person's facts the last time (docs/adr/0038). A process that has just begun
// remembers nothing: both decide alike, whatever else was asked about between and then given up.
const policy = shippedPolicy();
const name = fc.constantFrom('a', 'b', 'c', 'd');
const on = fc.integer({ min: 0, max: 240 }).map((quarters) => quarters / 4);
const lag = fc.integer({ min: 0, max: 12 });
const setting = fc.constantFrom(
  ...(['withdrawal-management', 'residential', 'emergency', 'intensive-outpatient'] as const),
);
const disposition = fc.constantFrom(
  ...(['completed', 'completed', 'transferred', 'against-advice', 'died'] as const),
);
const attendance = fc.constantFrom(...(['attended', 'no-show', 'no-show', 'excused'] as const));
const eventName = fc.constantFrom('start of a', 'end of a', 'end of b', 'session 3', 'ratings 5');

const fact: fc.Arbitrary<Reported> = fc.oneof(
  fc
    .tuple(setting, name, on, lag)
    .map(([of, who, from, late]) => stayStarts(of, { name: who, from, recordedOn: from + late })),
  fc
    .tuple(setting, name, on, lag, disposition)
    .map(([of, who, to, late, how]) =>
      stayEnds(of, { ...{ name: who, from: null, to, disposition: how }, recordedOn: to + late }),
    ),
  fc
    .tuple(on, name, lag)
    .map(([at, who, days]) => stepDownPlanned(at + days, { name: who, on: at })),
  fc.tuple(setting, name, on).map(([of, who, at]) => corrected(of, { name: who, on: at })),
  fc.tuple(on, fc.nat(3), fc.nat(4)).map(([at, d3, d5]) => rated(at, { d3, d5 })),
  on.map((at) => signal('overdose', at, { opioid: at % 2 === 0 })),
  fc.tuple(on, fc.boolean()).map(([at, isDetox]) =>
    repetition(at, {
      ...(isDetox ? { pattern: 'second-detox' as const, reports: ['end of a'] } : {}),
      level: 'IOP',
    }),
  ),
  fc
    .tuple(on, attendance, lag)
    .map(([at, how, late]) => session(at, { attendance: how, recordedOn: at + late })),
  fc.tuple(eventName, on).map(([of, at]) => takenBack(of, at)),
  on.map(later),
);

const answer = (state: PersonCase, { on: at, fact: reported }: Reported, allowDraft: boolean) =>
  decide(state, reported, circumstances(at, allowDraft));

/** What the rules say to somebody who knows the same and remembers nothing. */
const cold = (state: PersonCase, reported: Reported, allowDraft: boolean) =>
  answer(structuredClone(state), structuredClone(reported), allowDraft);

describe('rules that remember', () => {
  it('decide as those that begin anew, also after what was given up and what was asked twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ fact, other: fc.option(fact), draft: fc.boolean() }), {
          ...{ minLength: 10, maxLength: 40 },
        }),
        fc.boolean(),
        (steps, isOneMind) => {
          let state = newPersonCase(PERSON);
          for (const { fact: next, other, draft } of steps) {
            const allowDraft = isOneMind || draft;
            // Decided and rolled back, as a transaction that fails.
            if (other) {
              const given = answer(state, other, allowDraft);
              if (given.kind === 'happened') answer(evolve(state, given.events), next, allowDraft);
            }
            const warm = answer(state, next, allowDraft);
            expect(warm).toEqual(cold(state, next, allowDraft));
            if (warm.kind !== 'happened') continue;
            state = evolve(state, warm.events);
            expect(wakeUpsOf(state, policy)).toEqual(wakeUpsOf(structuredClone(state), policy));
          }
        },
      ),
      { seed: 20261128, numRuns: 60 },
    );
  });
});
