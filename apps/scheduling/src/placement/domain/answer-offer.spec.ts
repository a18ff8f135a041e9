import {
  allotted,
  asked,
  determined,
  id,
  circumstances,
  newest,
  nobody,
  OFFER_EXPIRES,
  settled,
  shown,
} from '../../testing/builders.js';
import { acceptOffer, declineOffer, expireOffer } from './answer-offer.js';
import { evolve } from './evolve.js';
import type { PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import type { Decision } from '@handrail/domain';

const requested = asked(nobody, determined('detox'), 'first');
const offered = settled(requested, allotted(newest(requested), 'by-offer'));
const offer = newest(offered).id;

const after = (person: PersonPlacements, decision: Decision<PlacementEvent>): PersonPlacements =>
  evolve(person, decision.kind === 'happened' ? decision.events : []);

describe('an offer', () => {
  it('becomes the place when it is accepted, once', () => {
    const accepted = after(offered, acceptOffer(offered, offer));
    expect(shown(accepted)).toEqual(['IOP confirmed']);
    expect(acceptOffer(accepted, offer)).toEqual({ kind: 'ignored', reason: 'already-accepted' });
  });

  it('ends the place held elsewhere when it is accepted', () => {
    const placed = settled(requested, allotted(newest(requested)));
    const moving = asked(placed, determined('relapse', { level: 'PHP' }, 5), 'second');
    const asking = settled(moving, allotted(newest(moving), 'by-offer'));
    expect(shown(asking)).toEqual(['IOP confirmed', 'PHP offered']);
    expect(shown(after(asking, acceptOffer(asking, newest(asking).id)))).toEqual([
      'IOP completed transferred',
      'PHP confirmed',
    ]);
  });

  it('stays on record when declined, while the request goes on without that track', () => {
    const refusal = { placementId: offer, reason: 'no-bed-for-this-need' };
    const declined = after(offered, declineOffer(offered, refusal, circumstances('no')));
    expect(shown(declined)).toEqual(['IOP declined no-bed-for-this-need', 'IOP requested']);
    expect(newest(declined)).toMatchObject({
      id: id('no after-decline'),
      declinedTracks: ['iop-program/evening'],
      requestedAt: newest(requested).requestedAt,
      follows: offer,
      programId: null,
      needsLook: true,
    });
    expect(acceptOffer(declined, offer)).toEqual({ kind: 'ignored', reason: 'offer-not-open' });
  });

  it('lapses when its time is over, and not before', () => {
    const late = (now: string) => ({ ...circumstances('late'), now });
    expect(expireOffer(offered, offer, late('2026-11-16T15:29:59.999Z')).kind).toBe('ignored');
    const lapsed = after(offered, expireOffer(offered, offer, late(OFFER_EXPIRES)));
    expect(shown(lapsed)).toEqual(['IOP declined expired', 'IOP requested']);
  });

  it('does not lapse once it was answered', () => {
    const accepted = after(offered, acceptOffer(offered, offer));
    const lapse = expireOffer(accepted, offer, { ...circumstances('late'), now: OFFER_EXPIRES });
    expect(lapse).toEqual({ kind: 'ignored', reason: 'offer-not-open' });
  });
});
