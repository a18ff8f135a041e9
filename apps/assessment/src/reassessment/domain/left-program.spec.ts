import type { DischargeDisposition, Setting } from '@handrail/domain';
import fc from 'fast-check';
import {
  circumstances,
  day,
  eventId,
  later,
  rated,
  session,
  signal,
  stayEnds,
  stayStarts,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';
import { planRanOut } from '../../testing/reported-facts.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { hasOverdoseRisk, needsOutreach } from './flags.js';
import { plusMinutes } from './instants.js';
import { mergeCases } from './merge.js';

const iop = 'intensive-outpatient';
const detox = 'withdrawal-management';
const leaves = (
  setting: Setting,
  disposition: DischargeDisposition = 'against-advice',
  more: object = {},
) => stayEnds(setting, { name: 'program', from: 8, to: 20, disposition, ...more });
const begins = (setting: Setting) => stayStarts(setting, { name: 'program', from: 8 });

/** Reasons of every reassessment that stands, with how it stands. */
const standing = ({ reassessments }: ReturnType<typeof story>['state']) =>
  reassessments
    .filter(({ status }) => status !== 'withdrawn')
    .map(({ status, triggers }) => [status, ...triggers.map(({ kind }) => kind)])
    .sort();

describe('a program that was left early (T4)', () => {
  it.each<[Setting, DischargeDisposition, number, boolean]>([
    ['partial-hospitalization', 'administrative', 72, false],
    [iop, 'against-advice', 72, false],
    ['outpatient', 'other', 72, false],
    ['opioid-treatment', 'against-advice', 24, true],
    ['opioid-treatment', 'other', 24, true],
    [detox, 'against-advice', 24, true],
  ])('%s, %s: outreach within %i hours, and nothing is placed', (setting, how, hours, atRisk) => {
    const person = story(begins(setting), rated(19), leaves(setting, how));
    expect(person.only).toMatchObject({ status: 'open', proposal: { mode: 'needs-human' } });
    expect(person.only.dueAt).toBe(plusMinutes(day(20), hours * 60));
    expect([needsOutreach(person.only), hasOverdoseRisk(person.only)]).toEqual([true, atRisk]);
  });

  it('is told apart from the detox that led there', () => {
    const person = story(rated(5.9), stayEnds(detox), begins(iop), leaves(iop));
    expect(standing(person.state)).toEqual([
      ['determined', 'detox-completed'],
      ['open', 'left-early'],
    ]);
    expect(person.reassessments[1]!.used?.currentLevel).toBeNull();
  });

  it('joins the outreach that missed sessions of the same days ask for', () => {
    const person = story(session(17), leaves(iop));
    expect(person.only.triggers.map(({ kind }) => kind)).toEqual(['left-early', 'missed-sessions']);
  });

  it('leaves what happened weeks before it with its own reassessment, whichever comes first', () => {
    const facts = [signal('overdose', 10), leaves(iop, 'other', { recordedOn: 21 })];
    for (const order of [facts, facts.toReversed()])
      expect(story(...order).reassessments).toHaveLength(2);
  });

  it('during residential care waits, and is evidence when that ends', () => {
    const inside = { name: 'house', from: 18 };
    const person = story(begins(iop), stayStarts('residential', inside), leaves(iop));
    expect(person.reassessments).toEqual([]);
    person.when(stayEnds('residential', { ...inside, to: 46 }));
    expect(person.only.triggers.map(({ kind }) => kind)).toEqual([
      'residential-step-down',
      'left-early',
    ]);
  });

  it('and not completed, as its program says afterwards, asks for the next step instead', () => {
    const person = story(begins(iop), leaves(iop)).when(
      takenBack('end of program', 21),
      leaves(iop, 'completed', { recordedOn: 21, again: ' corrected' }),
    );
    expect(standing(person.state)).toEqual([['open', 'program-completed']]);
  });

  it('by somebody who died asks nobody for anything', () => {
    const person = story(begins(iop), leaves(iop)).when(
      stayEnds('inpatient', { name: 'last', from: 21, to: 22, disposition: 'died' }),
    );
    expect(standing(person.state)).toEqual([]);
  });

  it('told of two persons who are one is one task', () => {
    const [survivor, retired] = [story(begins(iop), leaves(iop)), story(leaves(iop))];
    const merged = mergeCases(survivor.state, retired.state);
    const decision = decide(merged, { kind: 'time-passed' }, circumstances(21));
    const after = decision.kind === 'happened' ? evolve(merged, decision.events) : merged;
    expect(standing(after)).toEqual([['open', 'left-early']]);
  });

  it.each<[string, readonly Reported[], unknown]>([
    ['left', [], [['open', 'left-early']]],
    ['left, then its plan ran out', [planRanOut(21)], [['open', 'left-early']]],
    ['never ended', [takenBack('end of program', 22)], []],
    [
      'left, as a correction says',
      [
        takenBack('end of program', 22),
        leaves(iop, 'administrative', { recordedOn: 22, again: ' corrected' }),
      ],
      [['open', 'left-early']],
    ],
    [
      'ended by a death, as a correction says',
      [
        takenBack('end of program', 22),
        leaves(iop, 'died', { recordedOn: 22, again: ' corrected' }),
      ],
      [],
    ],
  ])('in every order of arrival and however often: %s', (_name, more, expected) => {
    const facts = [begins(iop), rated(19), leaves(iop), ...more].map(({ fact }, index) => ({
      on: 25 + index / 100,
      fact,
    }));
    // An end that is told while another stands is not told by intake: the first is taken back before.
    const order = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
    const correct = (reports: readonly Reported[]) =>
      more.length < 2 || firstOf(reports, takenBackEnd) < firstOf(reports, correctedEnd);
    fc.assert(
      fc.property(order.filter(correct), (reports) =>
        expect(standing(story(...reports, later(26)).state)).toEqual(expected),
      ),
      { seed: 20261127, numRuns: 100 },
    );
  });
});

const takenBackEnd = ({ fact }: Reported): boolean => fact.kind === 'fact-retracted';
const correctedEnd = ({ fact }: Reported): boolean =>
  fact.kind === 'stay-ended' && fact.source.eventId === eventId('end corrected of program');
const firstOf = (reports: readonly Reported[], wanted: (report: Reported) => boolean): number =>
  reports.findIndex(wanted);
