import { catalogue } from '../catalogue.js';
import { lineOf } from './words-of.js';

const ZONE = 'America/New_York';
const contractOf = (name: string) => catalogue.find((contract) => contract.name === name)!;
const line = (name: string, change: object = {}) => {
  const { type, example } = contractOf(name);
  return lineOf(type, { ...example, ...change }, ZONE);
};

describe('the line of a journey', () => {
  it('is the name of an event nobody wrote a line for yet', () => {
    expect(lineOf('handrail.outcomes.episode-on-hold.v1', {}, ZONE)).toBe('Episode on hold');
  });

  it.each([
    ['stay-started', {}, 'Detox at st-mary began'],
    ['stay-ended', {}, 'Detox at st-mary completed'],
    [
      'stay-ended',
      { setting: 'residential', disposition: 'against-advice' },
      'Residential stay at st-mary left against advice',
    ],
    [
      'step-down-planned',
      { plannedFor: '2026-11-12T03:00:00Z' },
      'Residential stay at st-mary is planned to end on 11 Nov 2026',
    ],
    ['return-to-use-reported', {}, 'Return to use reported (self report)'],
    ['instrument-result-recorded', {}, 'Result of another instrument recorded (CONTINUUM)'],
    [
      'fact-retracted',
      { retractedType: 'handrail.intake.instrument-result-recorded.v1' },
      'Taken back: a result of another instrument (cancelled by source)',
    ],
    ['fact-retracted', {}, 'Taken back: the end of a stay (cancelled by source)'],
    ['reassessment-opened', {}, 'Reassessment opened: detox completed, due within 4 hours'],
    [
      'placement-confirmed',
      { startsOn: '2026-11-04' },
      'Placed in harbor-iop (IOP, evening), starts 4 Nov 2026',
    ],
    [
      'placement-confirmed',
      { movedFrom: 'other', level: 'PHP', startsOn: '2026-11-04' },
      'Moved to harbor-iop (PHP, evening), starts 4 Nov 2026',
    ],
    ['placement-waitlisted', {}, 'Waiting for IOP: every fitting program is full'],
    ['placement-withdrawn', {}, 'Place in harbor-iop given back: reassessment withdrawn'],
    [
      'placement-withdrawn',
      { programId: null, wasConfirmed: false },
      'No longer waiting for IOP: reassessment withdrawn',
    ],
    ['placement-completed', {}, 'Place in harbor-iop (IOP, evening) ended: transferred'],
    [
      'placement-completed',
      { endReason: 'finished' },
      'Place in harbor-iop (IOP, evening) ended: all planned sessions are over',
    ],
    ['sessions-scheduled', {}, '36 sessions scheduled, 9 hours a week from 9 Nov 2026'],
    ['repeated-return-to-use-detected', {}, 'Repeated return to use within 30 days'],
    [
      'repeated-return-to-use-detected',
      { pattern: 'second-detox' },
      'Second completed detox within six months',
    ],
    ['follow-up-due', {}, 'Follow-up expected within 7 days'],
    ['continued-stay-review-due', {}, 'Review due after 30 days in IOP'],
  ])('%s with %j is "%s"', (name, change, expected) => {
    expect(line(name, change)).toBe(expected);
  });

  it.each([
    [{}, {}, 'Level decided: IOP, after detox completed (policy 2026.1)'],
    [{}, { mode: 'needs-human' }, 'Level IOP proposed: a clinician decides, after detox completed'],
    [
      {},
      { level: null, mode: 'needs-human' },
      'No level of care yet: a clinician decides, after detox completed',
    ],
    [
      { decidedBy: 'clinician' },
      { level: 'PHP' },
      'Level decided by a clinician: PHP, after detox completed',
    ],
  ])('a determination with %j %j is "%s"', (change, inside, expected) => {
    const { determination } = contractOf('level-of-care-determined').example as {
      determination: object;
    };
    const changed = { ...change, determination: { ...determination, ...inside } };
    expect(line('level-of-care-determined', changed)).toBe(expected);
  });

  it('never repeats ratings or substances', () => {
    expect(line('risk-ratings-recorded')).toBe('Risk ratings recorded');
    expect(line('overdose-reported')).toBe('Overdose reported');
    for (const contract of catalogue)
      expect(lineOf(contract.type, contract.example, ZONE)).not.toMatch(/alcohol|opioid|d[1-6]/);
  });
});
