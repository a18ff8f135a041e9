import { acts } from '../../testing/act-commands.js';
import { id, newest, shown } from '../../testing/builders.js';
import { bed, ends, hasBed, inBed, passes, takesBack, ward } from '../../testing/lives.js';
import { determines, falls, finds, findsNone } from '../../testing/placement-commands.js';
import type { PlacementCommand } from '../../testing/placement-decider.js';
import type { PersonPlacements } from './placement.js';

const dies = ends(ward, 'died', 3);
const lives = takesBack(ward, 'died');
const deathId = id(`${ward.stayId} died`);
const tells: PlacementCommand = {
  ...{ kind: 'withdraw-for', reassessmentId: id('detox'), reason: 'died', causeId: deathId },
};
const asksAgain = determines('again', { level: 'RES' }, 60);
const supports = ({ placements }: PersonPlacements) =>
  placements.map(({ support }) => support.map(({ reassessmentId }) => reassessmentId));

describe('a level that is determined while somebody counts as dead', () => {
  it('asks for the place they had, as it would have if they lived', () => {
    const dead = hasBed.and(dies, asksAgain);
    expect(shown(dead.state)).toEqual(['RES withdrawn died']);
    const back = dead.and(lives);
    expect(shown(back.state)).toEqual(['RES requested']);
    expect(supports(back.state)).toEqual([[id('detox'), id('again')]]);
    expect(newest(back.state).preferredTrack).toBe('res-program/evening');
  });

  it('of another kind of care waits beside the bed they sleep in, until both end with the death again', () => {
    const dead = inBed.and(dies, determines('relapse', { level: 'IOP' }, 60));
    expect(shown(dead.state)).toEqual(['RES completed died', 'IOP withdrawn died']);
    expect(shown(dead.and(lives).state)).toEqual(['RES requested', 'IOP requested']);
    const never = dead.and(falls('relapse'), lives);
    expect(shown(never.state)).toEqual(['RES requested', 'IOP withdrawn trigger-retracted']);
  });

  it('is not asked for once what asked for it has fallen meanwhile', () => {
    expect(shown(hasBed.and(dies, falls('detox'), lives).state)).toEqual([
      'RES withdrawn trigger-retracted',
    ]);
    const review = inBed.and(dies, falls('detox'));
    expect(newest(review.state).needsReview).toBe('cause-retracted');
  });
});

describe('a death that was none', () => {
  it('ends no place by what assessment tells of it later', () => {
    const late = inBed.and(dies, lives);
    expect(shown(late.state)).toEqual(['RES requested']);
    expect(shown(late.and(tells).state)).toEqual(['RES requested']);
    // Another death does.
    const again: PlacementCommand = { ...tells, causeId: id('another death') };
    expect(shown(late.and(again).state)).toEqual(['RES completed died']);
  });

  const orders: Array<[string, readonly PlacementCommand[]]> = [
    ['first', [dies, lives, tells]],
    ['in between', [dies, tells, lives]],
    ['last', [tells, dies, lives]],
  ];

  it.each(orders)(
    'leaves the place to what is determined anew, when stays tell it %s',
    (_order, reports) => {
      const anew = inBed.and(...reports, determines('anew', { level: 'RES' }, 90));
      expect(supports(anew.state)).toEqual([[id('anew')]]);
      expect(shown(anew.and(falls('detox')).state)).toEqual(['RES requested']);
      expect(shown(anew.and(falls('anew')).state)).toEqual(['RES withdrawn trigger-retracted']);
    },
  );

  it.each(orders)(
    'is looked at by a human as long as nothing is determined anew, when stays tell it %s',
    (_order, reports) => {
      // What brought it about was taken back meanwhile, so that assessment has nothing to determine.
      const back = hasBed.and(...reports);
      expect(shown(back.state)).toEqual(['RES requested']);
      for (const state of [back, back.and(findsNone()), back.and(finds())])
        expect(newest(state.state).needsReview).toBe('cause-retracted');
      for (const found of [findsNone(), finds()]) {
        const seen = back.and(found, acts('reviewed'));
        expect(newest(seen.state).needsReview).toBeNull();
        expect(newest(seen.and(passes(1)).state).needsReview).toBeNull();
        const again = seen.and(acts('review-again'));
        expect(newest(again.state).needsReview).toBe('cause-retracted');
      }
      const anew = determines('anew', { level: 'RES' }, 90);
      for (const state of [back.and(anew), back.and(finds(), anew)])
        expect(newest(state.state).needsReview).toBeNull();
    },
  );

  it('is known to be none by a level determined after it, before any stay says so', () => {
    const anew = hasBed.and(tells, determines('anew', { level: 'RES' }, 90));
    expect(shown(anew.state)).toEqual(['RES requested']);
    const both = anew.and(dies, lives);
    expect(shown(both.state)).toEqual(['RES requested']);
    expect(supports(both.state)).toEqual([[id('anew')]]);
  });

  it('is remembered when it is taken back before it is told', () => {
    const early = inBed.and(lives, dies, tells);
    expect(shown(early.state)).toEqual(['RES confirmed']);
    expect(shown(inBed.and(lives, ends(bed, 'died'), tells).state)).toEqual(['RES completed died']);
  });
});
