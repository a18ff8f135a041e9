import { given } from '@handrail/testing/decider';
import { id, newest, OFFER_EXPIRES, shown } from '../../testing/builders.js';
import {
  accepts,
  declines,
  determines,
  finds,
  staysSilent,
} from '../../testing/placement-commands.js';
import { placementDecider } from '../../testing/placement-decider.js';
import type { PersonPlacements } from './placement.js';

const requested = given(placementDecider, determines('detox'));
const offered = requested.and(finds('by-offer'));
const { id: offer } = newest(offered.state);

/** About the offer, also once it is none any more. */
const acceptsIt = { kind: 'accept-offer', placementId: offer } as const;

describe('an offer', () => {
  it('becomes the place when it is accepted, once', () => {
    const { state } = offered.when(accepts).thenKinds('placement-confirmed');
    expect(shown(state)).toEqual(['IOP confirmed']);
    offered.and(accepts).when(acceptsIt).thenIgnored('already-accepted');
  });

  it('ends the place held elsewhere when it is accepted', () => {
    const asking = requested.and(
      finds(),
      determines('relapse', { level: 'PHP' }, 5),
      finds('by-offer'),
    );
    expect(shown(asking.state)).toEqual(['IOP confirmed', 'PHP offered']);
    const { state } = asking.when(accepts).thenKinds('placement-completed', 'placement-confirmed');
    expect(shown(state)).toEqual(['IOP completed transferred', 'PHP confirmed']);
  });

  it('stays on record when declined, while the request goes on without that track', () => {
    const { state } = offered
      .when(declines('no-bed-for-this-need'))
      .thenKinds('placement-declined', 'placement-requested');
    expect(shown(state)).toEqual(['IOP declined no-bed-for-this-need', 'IOP requested']);
    expect(newest(state)).toMatchObject({
      id: id(`decline ${offer} after-decline`),
      declinedTracks: ['iop-program/evening'],
      requestedAt: newest(requested.state).requestedAt,
      follows: offer,
      programId: null,
      needsLook: true,
    });
    offered.and(declines()).when(acceptsIt).thenIgnored('offer-not-open');
  });

  it('lapses when its time is over, and not before', () => {
    offered.when(staysSilent('2026-11-16T15:29:59.999Z')).thenIgnored('offer-not-open');
    const { state } = offered.when(staysSilent(OFFER_EXPIRES));
    expect(shown(state)).toEqual(['IOP declined expired', 'IOP requested']);
  });

  it('does not lapse once it was answered', () => {
    offered.and(accepts).when(staysSilent(OFFER_EXPIRES)).thenIgnored('offer-not-open');
  });

  it.each<[string, PersonPlacements]>([
    ['accepted', offered.and(accepts).state],
    ['declined', offered.and(declines()).state],
  ])('is not declined when it was %s before', (how, state) => {
    given({ ...placementDecider, initialState: state })
      .when({ kind: 'decline-offer', placementId: offer, reason: 'no-bed' })
      .thenIgnored(how === 'declined' ? 'already-declined' : 'offer-not-open');
  });
});
