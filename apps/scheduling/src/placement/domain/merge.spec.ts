import {
  allotted,
  asked,
  determined,
  keptWaiting,
  newest,
  nobody,
  NOW,
  settled,
  shown,
} from '../../testing/builders.js';
import { consentReport } from '../../testing/consents.js';
import { toOutcome } from '../placement.step.js';
import { evolve } from './evolve.js';
import { mergePlacements, settleMerged } from './merge.js';
import type { PersonPlacements } from './placement.js';

const requestedBy = (name: string, level: 'IOP' | 'PHP' = 'IOP') =>
  asked(nobody, determined(name, { level }), name);
const placedBy = (name: string, level: 'IOP' | 'PHP' = 'IOP') => {
  const person = requestedBy(name, level);
  return settled(person, allotted(newest(person)));
};

function merged(survivor: PersonPlacements, retired: PersonPlacements): PersonPlacements {
  const both = mergePlacements(survivor, retired);
  const decision = settleMerged(both);
  return evolve(both, decision.kind === 'happened' ? decision.events : []);
}

describe('two persons who are one', () => {
  it('keep the older of two confirmed places', () => {
    const older = placedBy('a', 'PHP');
    const placement = { ...newest(older), createdAt: '2026-11-01T00:00:00.000Z' };
    expect(shown(merged(placedBy('b'), { ...older, placements: [placement] }))).toEqual([
      'IOP withdrawn persons-merged',
      'PHP confirmed',
    ]);
  });

  it('wait once for one level', () => {
    const lines = shown(merged(requestedBy('a'), requestedBy('b')));
    expect(lines.toSorted()).toEqual(['IOP requested', 'IOP withdrawn persons-merged']);
  });

  it('do not wait for a level they hold', () => {
    expect(shown(merged(requestedBy('a'), placedBy('b')))).toEqual([
      'IOP withdrawn persons-merged',
      'IOP confirmed',
    ]);
  });

  it('keep a place and a request for another level', () => {
    expect(shown(merged(requestedBy('a', 'PHP'), placedBy('b')))).toEqual([
      'PHP requested',
      'IOP confirmed',
    ]);
  });
});

describe('what one of two persons consented to', () => {
  const outside = new Map([['iop-program', 'birch']]);
  const permits = { ...nobody, outside, consents: [consentReport()] };
  const denies = consentReport({ id: 'c2', eventId: 'e2', decision: 'deny' });

  function afterMerge(survivor: PersonPlacements, retired: PersonPlacements) {
    const both = mergePlacements(survivor, retired);
    const outcome = toOutcome(both, settleMerged(both), NOW);
    if (outcome.kind !== 'applied') throw new Error(outcome.kind);
    return outcome;
  }

  it('ends an open offer of the other that it denies, with its place in line', () => {
    const waiting = asked(permits, determined('a'), 'a');
    const offered = settled(waiting, allotted(newest(waiting), 'by-offer'));
    const { state } = afterMerge(offered, { ...nobody, consents: [denies] });
    expect(shown(state)).toEqual(['IOP declined no-consent', 'IOP requested']);
  });

  it('has the other, who waits for it, looked at again, and ends when it ends', () => {
    const requested = requestedBy('b');
    const waiting = settled(requested, keptWaiting(newest(requested), 'consent'));
    expect(newest(waiting).needsLook).toBe(false);
    const endsAt = '2026-12-01T05:00:00.000Z';
    const { state, timers } = afterMerge(waiting, {
      ...permits,
      consents: [consentReport({ endsAt })],
    });
    expect(newest(state)).toMatchObject({ status: 'waitlisted', needsLook: true });
    expect(timers).toContainEqual(expect.objectContaining({ kind: 'set', dueAt: endsAt }));
  });
});
