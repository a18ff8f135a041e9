import {
  allotted,
  asked,
  determined,
  keptWaiting,
  newest,
  nobody,
  OFFER_EXPIRES,
  settled,
  shown,
} from '../../testing/builders.js';
import { settle } from './settle.js';

const requested = asked(nobody, determined('detox'), 'first');

describe('a turn of the allocator', () => {
  it('confirms a place at a program that accepts by itself', () => {
    const person = settled(requested, allotted(newest(requested)));
    expect(shown(person)).toEqual(['IOP confirmed']);
    expect(newest(person)).toMatchObject({
      programId: 'iop-program',
      startsOn: '2026-11-18',
      needsLook: false,
    });
  });

  it('holds a place and asks a program that decides for itself', () => {
    const person = settled(requested, allotted(newest(requested), 'by-offer'));
    expect(shown(person)).toEqual(['IOP offered']);
    expect(newest(person).offerExpiresAt).toBe(OFFER_EXPIRES);
  });

  it('says a wait once, and again only when its reason changes', () => {
    const waiting = settled(requested, keptWaiting(newest(requested)));
    const kindOf = (reason: 'full' | 'no-matching-program') => {
      const decision = settle(waiting, keptWaiting(newest(waiting), reason), OFFER_EXPIRES);
      return decision.kind === 'happened' ? decision.events.map((event) => event.kind) : decision;
    };
    expect(kindOf('full')).toEqual(['wait-continued']);
    expect(kindOf('no-matching-program')).toEqual(['placement-waitlisted']);
  });

  it('ends the place held in the step that confirms the new one', () => {
    const placed = settled(requested, allotted(newest(requested)));
    const moving = asked(placed, determined('relapse', { level: 'PHP' }, 5), 'second');
    const decision = settle(moving, allotted(newest(moving)), OFFER_EXPIRES);
    expect(decision).toMatchObject({
      kind: 'happened',
      events: [
        { kind: 'placement-completed', endReason: 'transferred', displacedBy: newest(moving).id },
        { kind: 'placement-confirmed', movedFrom: newest(placed).id },
      ],
    });
  });

  it('gives nothing to a request that was withdrawn meanwhile', () => {
    const gone = asked(requested, determined('detox', { level: null }, 5), 'second');
    expect(settle(gone, allotted(newest(gone)), OFFER_EXPIRES)).toEqual({
      kind: 'ignored',
      reason: 'no-longer-waiting',
    });
  });

  it('drops an older request when a place decided later is held', () => {
    const older = newest(requested);
    const php = asked(nobody, determined('relapse', { level: 'PHP' }, 5), 'second');
    const held = newest(settled(php, allotted(newest(php))));
    const person = { ...nobody, placements: [held, older] };
    expect(shown(settled(person, allotted(older)))).toEqual([
      'PHP confirmed',
      'IOP withdrawn superseded',
    ]);
  });
});
