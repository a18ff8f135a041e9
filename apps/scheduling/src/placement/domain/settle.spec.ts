import { given } from '@handrail/testing/decider';
import {
  allotted,
  determined,
  newest,
  nobody,
  OFFER_EXPIRES,
  shown,
} from '../../testing/builders.js';
import { asked, settled } from '../../testing/builders.js';
import { determines, finds, findsNone } from '../../testing/placement-commands.js';
import { placementDecider } from '../../testing/placement-decider.js';

const requested = given(placementDecider, determines('detox'));

describe('a turn of the allocator', () => {
  it('confirms a place at a program that accepts by itself', () => {
    const { state } = requested.when(finds()).thenKinds('placement-confirmed');
    expect(shown(state)).toEqual(['IOP confirmed']);
    expect(newest(state)).toMatchObject({
      programId: 'iop-program',
      startsOn: '2026-11-18',
      needsLook: false,
    });
  });

  it('holds a place and asks a program that decides for itself', () => {
    const { state } = requested.when(finds('by-offer')).thenKinds('placement-offered');
    expect(shown(state)).toEqual(['IOP offered']);
    expect(newest(state).offerExpiresAt).toBe(OFFER_EXPIRES);
  });

  it('says a wait once, and again only when its reason changes', () => {
    const waiting = requested.and(findsNone('full'));
    waiting.when(findsNone('full')).thenIgnored('nothing-new');
    waiting.when(findsNone('no-matching-program')).thenKinds('placement-waitlisted');
  });

  it('ends the place held in the step that confirms the new one', () => {
    const moving = requested.and(finds(), determines('relapse', { level: 'PHP' }, 5));
    const [held, wanted] = moving.state.placements;
    const { decision } = moving.when(finds());
    expect(decision).toMatchObject({
      kind: 'happened',
      events: [
        { kind: 'placement-completed', endReason: 'transferred', displacedBy: wanted!.id },
        { kind: 'placement-confirmed', movedFrom: held!.id },
      ],
    });
  });

  it('gives nothing to a request that was withdrawn meanwhile', () => {
    requested
      .and(determines('detox', { level: null }, 5))
      .when(finds())
      .thenIgnored('no-longer-waiting');
  });

  it('drops an older request when a place decided later is held', () => {
    const older = newest(requested.state);
    const php = asked(nobody, determined('relapse', { level: 'PHP' }, 5), 'second');
    const held = newest(settled(php, allotted(newest(php))));
    const person = { ...nobody, placements: [held, older] };
    const { state } = given({ ...placementDecider, initialState: person }).when(finds());
    expect(shown(state)).toEqual(['PHP confirmed', 'IOP withdrawn superseded']);
  });
});
