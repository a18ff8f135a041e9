import { given } from '@handrail/testing/decider';
import { episodes } from '../../testing/deciders.js';
import { mergeEpisodes, type CareNow } from './episode.js';

const inCare: CareNow = { inCare: true, lastEndedAt: null };
const outSince = (lastEndedAt: string | null): CareNow => ({ inCare: false, lastEndedAt });

const began = {
  kind: 'care-began',
  eventId: 'stay',
  at: '2026-11-02T08:00:00Z',
  care: inCare,
} as const;
const ended = (disposition: 'completed' | 'died') =>
  ({
    kind: 'care-ended',
    eventId: 'end',
    at: '2026-11-07T08:00:00Z',
    disposition,
    care: outSince('2026-11-07T08:00:00Z'),
  }) as const;
const gapPassed = (care: CareNow) =>
  ({ kind: 'gap-passed', at: '2026-12-07T08:00:00Z', care }) as const;
const retracted = (eventId: string) =>
  ({ kind: 'fact-retracted', eventId, at: '2026-11-03T08:00:00Z', care: outSince(null) }) as const;

describe('an episode', () => {
  it('opens with the first care and stays one while care goes on', () => {
    const open = given(episodes, began);
    expect(open.state.all).toEqual([
      {
        episodeId: 'episode',
        openedAt: '2026-11-02T08:00:00Z',
        openedBy: 'stay',
        closedAt: null,
        reason: null,
      },
    ]);
    open.when({ ...began, eventId: 'next' }).then({ kind: 'gap-ended' });
  });

  it('opens also with a discharge nobody saw the admission of', () => {
    given(episodes)
      .when(ended('completed'))
      .then(
        {
          kind: 'episode-opened',
          episode: {
            episodeId: 'episode',
            openedAt: '2026-11-07T08:00:00Z',
            openedBy: 'end',
            closedAt: null,
            reason: null,
          },
        },
        { kind: 'gap-began', closesAt: '2026-12-07T08:00:00.000Z' },
      );
  });

  it('closes when the gap passes without care, and not when care began again', () => {
    given(episodes, began)
      .when(gapPassed(outSince('2026-11-07T08:00:00Z')))
      .then({
        kind: 'episode-closed',
        episodeId: 'episode',
        at: '2026-12-07T08:00:00Z',
        reason: 'no-further-care',
      });
    given(episodes, began).when(gapPassed(inCare)).thenIgnored('care-goes-on');
    given(episodes)
      .when(gapPassed(outSince(null)))
      .thenIgnored('no-open-episode');
  });

  it('closes at once when the person died', () => {
    given(episodes, began).when(ended('died')).then({
      kind: 'episode-closed',
      episodeId: 'episode',
      at: '2026-11-07T08:00:00Z',
      reason: 'died',
    });
    given(episodes).when(ended('died')).thenIgnored('no-open-episode');
  });

  it('closes as an error when the only fact behind it is taken back', () => {
    given(episodes, began)
      .when(retracted('stay'))
      .thenKinds('episode-closed', 'gap-ended')
      .thenState({ all: [{ reason: 'opened-in-error' }] });
    given(episodes).when(retracted('stay')).thenIgnored('no-open-episode');
  });

  it('goes on as the older of two when records are merged', () => {
    const open = given(episodes, began).state;
    const other = open.all.map((episode) => ({
      ...episode,
      episodeId: 'younger',
      openedAt: '2026-11-09T08:00:00Z',
    }));
    expect(mergeEpisodes({ all: other }, open).all).toMatchObject([
      { episodeId: 'episode', closedAt: null },
      { episodeId: 'younger', closedAt: '2026-11-09T08:00:00Z', reason: 'merged' },
    ]);
  });
});
