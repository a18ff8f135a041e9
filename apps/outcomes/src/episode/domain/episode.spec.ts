import {
  decideEpisodes,
  evolveEpisodes,
  mergeEpisodes,
  noEpisodes,
  type CareNow,
  type EpisodeFact,
  type Episodes,
} from './episode.js';

const numbers = { gapDays: 30 };
const inCare: CareNow = { inCare: true, lastEndedAt: null };
const outSince = (lastEndedAt: string | null): CareNow => ({ inCare: false, lastEndedAt });

const decide = (state: Episodes, fact: EpisodeFact, now: CareNow) =>
  decideEpisodes(state, fact, now, numbers, (purpose) => purpose);

const began: EpisodeFact = { kind: 'care-began', eventId: 'stay', at: '2026-11-02T08:00:00Z' };
const open = decide(noEpisodes, began, inCare).reduce(evolveEpisodes, noEpisodes);

describe('an episode', () => {
  it('opens with the first care and stays one while care goes on', () => {
    expect(open.all).toEqual([
      {
        episodeId: 'episode',
        openedAt: '2026-11-02T08:00:00Z',
        openedBy: 'stay',
        closedAt: null,
        reason: null,
      },
    ]);
    expect(decide(open, { ...began, eventId: 'next' }, inCare)).toEqual([{ kind: 'gap-ended' }]);
  });

  it('opens also with a discharge nobody saw the admission of', () => {
    const ended: EpisodeFact = {
      kind: 'care-ended',
      eventId: 'end',
      at: '2026-11-07T08:00:00Z',
      disposition: 'completed',
    };
    expect(decide(noEpisodes, ended, outSince('2026-11-07T08:00:00Z'))).toMatchObject([
      { kind: 'episode-opened', episode: { openedBy: 'end' } },
      { kind: 'gap-began', closesAt: '2026-12-07T08:00:00.000Z' },
    ]);
  });

  it('closes when the gap passes without care, and not when care began again', () => {
    const passed: EpisodeFact = { kind: 'gap-passed', at: '2026-12-07T08:00:00Z' };
    expect(decide(open, passed, outSince('2026-11-07T08:00:00Z'))).toEqual([
      {
        kind: 'episode-closed',
        episodeId: 'episode',
        at: '2026-12-07T08:00:00Z',
        reason: 'no-further-care',
      },
    ]);
    expect(decide(open, passed, inCare)).toEqual([]);
  });

  it('closes at once when the person died', () => {
    const died: EpisodeFact = {
      kind: 'care-ended',
      eventId: 'end',
      at: '2026-11-07T08:00:00Z',
      disposition: 'died',
    };
    expect(decide(open, died, outSince('2026-11-07T08:00:00Z'))).toMatchObject([
      { kind: 'episode-closed', reason: 'died' },
    ]);
  });

  it('closes as an error when the only fact behind it is taken back', () => {
    const retracted: EpisodeFact = {
      kind: 'fact-retracted',
      eventId: 'stay',
      at: '2026-11-03T08:00:00Z',
    };
    expect(decide(open, retracted, outSince(null))).toMatchObject([
      { kind: 'episode-closed', reason: 'opened-in-error' },
      { kind: 'gap-ended' },
    ]);
  });

  it('goes on as the older of two when records are merged', () => {
    const other = open.all.map((e) => ({
      ...e,
      episodeId: 'younger',
      openedAt: '2026-11-09T08:00:00Z',
    }));
    expect(mergeEpisodes({ all: other }, open).all).toMatchObject([
      { episodeId: 'episode', closedAt: null },
      { episodeId: 'younger', closedAt: '2026-11-09T08:00:00Z', reason: 'merged' },
    ]);
  });
});
