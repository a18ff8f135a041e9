import { given } from '@handrail/testing/decider';
import { allotted, id, newest, shown } from '../../testing/builders.js';
import {
  attends,
  declines,
  determines,
  falls,
  finds,
  findsNone,
} from '../../testing/placement-commands.js';
import { placementDecider } from '../../testing/placement-decider.js';

const requested = given(placementDecider, determines('detox'));
const inIop = requested.and(finds());
const wantsPhp = inIop.and(determines('relapse', { level: 'PHP' }, 5));
const inPhp = wantsPhp.and(finds());

describe('a reassessment that falls', () => {
  it.each([
    ['waits unseen', requested],
    ['waits', requested.and(findsNone())],
    ['is offered', requested.and(finds('by-offer'))],
    ['is confirmed', inIop],
  ])('takes back what it asked for when it %s', (_how, person) => {
    const { state } = person.when(falls('detox')).thenKinds('support-fell', 'placement-withdrawn');
    expect(shown(state)).toEqual(['IOP withdrawn trigger-retracted']);
  });

  it('is nothing when it asked for no place', () => {
    inIop.when(falls('unknown')).thenIgnored('no-placement-asked-for');
  });

  it('leaves the place when another reassessment asks for the same', () => {
    const { state: left } = inIop.and(determines('review', {}, 9)).when(falls('detox'));
    expect(shown(left)).toEqual(['IOP confirmed']);
    expect(newest(left).causedBy.reassessmentId).toBe(id('review'));
    const alone = given({ ...placementDecider, initialState: left });
    const { state } = alone.when(falls('review'));
    expect(shown(state)).toEqual(['IOP withdrawn trigger-retracted']);
  });

  it('leaves a person who came to a human', () => {
    const { state } = inIop
      .and(attends)
      .when(falls('detox'))
      .thenKinds('support-fell', 'review-needed');
    expect(shown(state)).toEqual(['IOP confirmed']);
    expect(newest(state).needsReview).toBe('cause-retracted');
  });

  it('leaves a placement that is over to a human', () => {
    const { state } = inPhp.when(falls('detox')).thenKinds('support-fell', 'review-needed');
    expect(shown(state)).toEqual(['IOP completed transferred', 'PHP confirmed']);
    expect(state.placements[0]!.needsReview).toBe('cause-retracted');
  });

  it('asks for the old place again, at the same track first, when a move is taken back', () => {
    const back = inPhp.and(falls('relapse'));
    expect(shown(back.state)).toEqual(['IOP requested', 'PHP withdrawn trigger-retracted']);
    const [again] = back.state.placements;
    expect(again).toMatchObject({
      preferredTrack: 'iop-program/evening',
      requestedAt: newest(requested.state).requestedAt,
      needsLook: true,
    });
    const { state } = back.when({ kind: 'settle', allotment: allotted(again!) });
    expect(shown(state)[0]).toBe('IOP confirmed');
  });

  it('does not bring back a place whose own cause fell before', () => {
    const { state } = inPhp.and(falls('detox')).when(falls('relapse'));
    expect(shown(state)).toEqual(['IOP completed transferred', 'PHP withdrawn trigger-retracted']);
  });

  it('brings back what the fallen middle of a chain had displaced', () => {
    const inRes = inPhp.and(determines('crisis', { level: 'RES' }, 20), finds());
    const { state } = inRes.and(falls('relapse')).when(falls('crisis'));
    expect(shown(state)).toEqual([
      'IOP requested',
      'PHP completed transferred',
      'RES withdrawn trigger-retracted',
    ]);
  });

  it('lets a request go on that had made way, also through a declined offer', () => {
    const { state } = requested
      .and(findsNone(), determines('relapse', { level: 'PHP' }, 5))
      .and(finds('by-offer'), declines('no-bed'))
      .when(falls('relapse'));
    expect(shown(state)).toEqual([
      'IOP requested',
      'PHP declined no-bed',
      'PHP withdrawn trigger-retracted',
    ]);
  });

  it('ends everything when the person died', () => {
    const { state: waiting } = wantsPhp.when(falls('detox', 'died'));
    expect(shown(waiting)).toEqual(['IOP withdrawn died', 'PHP withdrawn died']);
    const { state: came } = inIop.and(attends).when(falls('detox', 'died'));
    expect(shown(came)).toEqual(['IOP completed died']);
  });
});
