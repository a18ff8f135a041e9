import { DAY_MS } from '@handrail/domain';
import { factIn, inLightOf, knownOf, withFact, type PriorityFact } from './priority-facts.js';

const DAY_ONE = '2026-03-01T12:00:00.000Z';
const day = (n: number) => new Date(Date.parse(DAY_ONE) + n * DAY_MS).toISOString();
const fact = (n: number, says: Partial<PriorityFact>): PriorityFact => ({
  ...{ id: `${n} ${JSON.stringify(says)}`, at: day(n) },
  ...says,
});
const known = (facts: readonly PriorityFact[], now: string) =>
  knownOf(facts.reduce(withFact, [] as readonly PriorityFact[]), 'pregnant', now)?.value ?? null;

describe('what is known of a person', () => {
  const yes = fact(0, { pregnant: true });
  const no = fact(10, { pregnant: false });

  it.each<[string, PriorityFact[], string, boolean | null]>([
    ['nothing, when nobody recorded it', [fact(0, { injecting: true })], day(1), null],
    ['the only record', [yes], day(1), true],
    ['the newest record', [yes, no], day(11), false],
    ['the newest record, whichever arrived last', [no, yes], day(11), false],
    ['of two at one time the one that says yes', [fact(0, { pregnant: false }), yes], day(1), true],
    ['a pregnancy on its 300th day', [yes], day(299.9), true],
    ['no pregnancy after 300 days', [yes], day(300), false],
    [
      'a pregnancy recorded again after 300 days',
      [yes, fact(310, { pregnant: true })],
      day(320),
      true,
    ],
    [
      'what stands, when the newest was taken back',
      [yes, { ...no, isTakenBack: true }],
      day(11),
      true,
    ],
    ['nothing of what was all taken back', [{ ...yes, isTakenBack: true }], day(11), false],
  ])('is %s', (_what, facts, now, expected) => {
    expect(known(facts, now)).toBe(expected);
  });

  it('is so since the first record that was not contradicted', () => {
    const facts = [
      fact(0, { pregnant: false }),
      fact(3, { pregnant: true }),
      fact(9, { pregnant: true }),
    ];
    expect(knownOf(facts, 'pregnant', day(10))).toEqual({ value: true, at: day(9), since: day(3) });
  });

  it('is the same fact when it comes again', () => {
    expect([yes, yes].reduce(withFact, [] as readonly PriorityFact[])).toEqual([yes]);
  });

  it('outweighs what a determination repeats, and leaves alone what nobody recorded', () => {
    const context = { pregnant: false, injecting: true, region: 'boston' };
    expect(inLightOf([yes], context, day(1))).toEqual({ ...context, pregnant: true });
    expect(inLightOf([yes], context, day(301))).toBe(context);
    expect(inLightOf([], context, day(1))).toBe(context);
  });
});

describe('what a determination adds', () => {
  const determined = (context: object) => ({ id: 'd', reasonAt: day(20), context });

  it.each<[string, PriorityFact[], object, object | null]>([
    ['a yes nobody recorded', [], { pregnant: true }, { pregnant: true }],
    ['a yes after a no', [fact(0, { pregnant: false })], { pregnant: true }, { pregnant: true }],
    ['nothing by a yes that is known', [fact(0, { pregnant: true })], { pregnant: true }, null],
    ['nothing by a no', [fact(0, { pregnant: true })], { pregnant: false }, null],
    [
      'only what is new',
      [fact(0, { pregnant: true })],
      { pregnant: true, injecting: true },
      { injecting: true },
    ],
    ['nothing when it says nothing', [], { region: 'boston' }, null],
  ])('is %s', (_what, facts, context, expected) => {
    const added = factIn(facts, determined(context));
    expect(added).toEqual(expected === null ? null : { id: 'd', at: day(20), ...expected });
  });

  it('cannot renew a pregnancy beyond its 300 days', () => {
    const facts = [fact(0, { pregnant: true })];
    const later = { id: 'd', reasonAt: day(310), context: { pregnant: true } };
    expect(factIn(facts, later)).toBeNull();
    expect(inLightOf(facts, later.context, day(310))).toEqual({ pregnant: false });
  });
});
