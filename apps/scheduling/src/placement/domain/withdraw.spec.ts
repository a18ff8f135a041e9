import {
  allotted,
  asked,
  determined,
  id,
  keptWaiting,
  circumstances,
  newest,
  nobody,
  settled,
  shown,
} from '../../testing/builders.js';
import { declineOffer } from './answer-offer.js';
import { evolve } from './evolve.js';
import { noteAttendance } from './note-attendance.js';
import type { PersonPlacements } from './placement.js';
import { withdrawFor } from './withdraw.js';

function withdrawn(person: PersonPlacements, reassessment: string, reason = 'trigger-retracted') {
  const decision = withdrawFor(person, { reassessmentId: id(reassessment), reason });
  if (decision.kind !== 'happened') throw new Error(`ignored: ${decision.reason}`);
  return evolve(person, decision.events);
}

function attended(person: PersonPlacements): PersonPlacements {
  const decision = noteAttendance(person, newest(person).id, 'attended');
  return evolve(person, decision.kind === 'happened' ? decision.events : []);
}

const requested = asked(nobody, determined('detox'), 'first');
const inIop = settled(requested, allotted(newest(requested)));
const wantsPhp = asked(inIop, determined('relapse', { level: 'PHP' }, 5), 'second');
const inPhp = settled(wantsPhp, allotted(newest(wantsPhp)));

describe('a reassessment that falls', () => {
  it.each([
    ['waits unseen', requested],
    ['waits', settled(requested, keptWaiting(newest(requested)))],
    ['is offered', settled(requested, allotted(newest(requested), 'by-offer'))],
    ['is confirmed', inIop],
  ])('takes back what it asked for when it %s', (_how, person) => {
    expect(shown(withdrawn(person, 'detox'))).toEqual(['IOP withdrawn trigger-retracted']);
  });

  it('is nothing when it asked for no place', () => {
    const decision = withdrawFor(inIop, { reassessmentId: id('unknown'), reason: 'x' });
    expect(decision).toEqual({ kind: 'ignored', reason: 'no-placement-asked-for' });
  });

  it('leaves the place when another reassessment asks for the same', () => {
    const both = asked(inIop, determined('review', {}, 9), 'third');
    const left = withdrawn(both, 'detox');
    expect(shown(left)).toEqual(['IOP confirmed']);
    expect(newest(left).causedBy.reassessmentId).toBe(id('review'));
    expect(shown(withdrawn(left, 'review'))).toEqual(['IOP withdrawn trigger-retracted']);
  });

  it('leaves a person who came to a human', () => {
    const left = withdrawn(attended(inIop), 'detox');
    expect(shown(left)).toEqual(['IOP confirmed']);
    expect(newest(left).needsReview).toBe('cause-retracted');
  });

  it('leaves a placement that is over to a human', () => {
    const left = withdrawn(inPhp, 'detox');
    expect(shown(left)).toEqual(['IOP completed transferred', 'PHP confirmed']);
    expect(left.placements[0]!.needsReview).toBe('cause-retracted');
  });

  it('asks for the old place again, at the same track first, when a move is taken back', () => {
    const back = withdrawn(inPhp, 'relapse');
    expect(shown(back)).toEqual(['IOP requested', 'PHP withdrawn trigger-retracted']);
    expect(back.placements[0]).toMatchObject({
      preferredTrack: 'iop-program/evening',
      requestedAt: newest(requested).requestedAt,
      needsLook: true,
    });
    expect(shown(settled(back, allotted(back.placements[0]!)))[0]).toBe('IOP confirmed');
  });

  it('does not bring back a place whose own cause fell before', () => {
    const back = withdrawn(withdrawn(inPhp, 'detox'), 'relapse');
    expect(shown(back)).toEqual(['IOP completed transferred', 'PHP withdrawn trigger-retracted']);
  });

  it('brings back what the fallen middle of a chain had displaced', () => {
    const wantsRes = asked(inPhp, determined('crisis', { level: 'RES' }, 20), 'third');
    const inRes = settled(wantsRes, allotted(newest(wantsRes)));
    const back = withdrawn(withdrawn(inRes, 'relapse'), 'crisis');
    expect(shown(back)).toEqual([
      'IOP requested',
      'PHP completed transferred',
      'RES withdrawn trigger-retracted',
    ]);
  });

  it('lets a request go on that had made way, also through a declined offer', () => {
    const waiting = settled(requested, keptWaiting(newest(requested)));
    const wants = asked(waiting, determined('relapse', { level: 'PHP' }, 5), 'second');
    const offered = settled(wants, allotted(newest(wants), 'by-offer'));
    const refusal = { placementId: newest(offered).id, reason: 'no-bed' };
    const declined = declineOffer(offered, refusal, circumstances('no'));
    const next = evolve(offered, declined.kind === 'happened' ? declined.events : []);
    expect(shown(withdrawn(next, 'relapse'))).toEqual([
      'IOP requested',
      'PHP declined no-bed',
      'PHP withdrawn trigger-retracted',
    ]);
  });

  it('ends everything when the person died', () => {
    const waiting = asked(inIop, determined('relapse', { level: 'PHP' }, 5), 'second');
    expect(shown(withdrawn(waiting, 'detox', 'died'))).toEqual([
      'IOP withdrawn died',
      'PHP withdrawn died',
    ]);
    expect(shown(withdrawn(attended(inIop), 'detox', 'died'))).toEqual(['IOP completed died']);
  });
});
