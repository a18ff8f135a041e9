import { given } from '@handrail/testing/decider';
import type { StayFact } from '../../../stay/domain/stay.js';
import { acts } from '../../../testing/act-commands.js';
import { newest, NOW } from '../../../testing/builders.js';
import { determines, finds } from '../../../testing/placement-commands.js';
import { placementDecider } from '../../../testing/placement-decider.js';

const inDays = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();

const placed = given(placementDecider, determines('detox'), finds());
const inBed = given(placementDecider, determines('detox', { level: 'RES' }), finds());

describe('looking at what software could not settle', () => {
  const asked = placed.and(acts('hold'), { kind: 'pass-time', now: inDays(8) });
  const seen = asked.and(acts('reviewed', { now: inDays(9) }));

  it('takes it off the list, and asks again only once it was kept for as long again', () => {
    expect(newest(asked.state).needsReview).toBe('hold-over');
    expect(newest(seen.state)).toMatchObject({
      needsReview: null,
      acts: [{ kind: 'hold' }, { kind: 'reviewed', by: 'coordinator-2' }],
    });
    seen.when({ kind: 'pass-time', now: inDays(15) }).thenIgnored('time-passed');
    expect(newest(seen.and({ kind: 'pass-time', now: inDays(17) }).state).needsReview).toBe(
      'hold-over',
    );
  });

  it('is undone by putting it back for the same reason', () => {
    const back = seen.and(acts('review-again', { now: inDays(10) }));
    expect(newest(back.state).needsReview).toBe('hold-over');
    back.when(acts('review-again', { now: inDays(10) })).thenIgnored('nothing-was-reviewed');
  });

  it('is refused where nobody has to look, or nobody has looked', () => {
    placed.when(acts('reviewed')).thenIgnored('nothing-to-review');
    placed.when(acts('review-again')).thenIgnored('nothing-was-reviewed');
  });

  it('asks once about an end that was taken back, however often the person changes afterwards', () => {
    const came: StayFact = {
      ...{ kind: 'stay-started', eventId: '7d0e3a80-0000-4000-8000-00000000000a' },
      ...{ stayId: '7d0e3a80-0000-4000-8000-00000000000b', facility: 'iop-program' },
      ...{ setting: 'residential', startedAt: NOW },
    };
    const left: StayFact = {
      ...{ ...came, kind: 'stay-ended', eventId: '7d0e3a80-0000-4000-8000-00000000000c' },
      ...{ endedAt: inDays(2), disposition: 'against-advice' },
    };
    const retracted = inBed
      .and({ kind: 'note-stay', fact: came }, { kind: 'note-stay', fact: left })
      .and(determines('relapse', { level: 'PHP' }, 5))
      .and({
        kind: 'note-stay',
        fact: { kind: 'fact-retracted', retractedEventId: left.eventId },
      });
    const [place] = retracted.state.placements;
    expect(place!.needsReview).toBe('end-retracted');
    const { state } = retracted
      .and(acts('reviewed', { placementId: place!.id }))
      .when({ kind: 'pass-time', now: inDays(3) })
      .thenIgnored('time-passed');
    expect(state.placements[0]!.needsReview).toBeNull();
  });
});
