import type { Disposition } from '@handrail/domain';

/**
 * A course of care: from the first stay or placement until nothing has happened for `gapDays`, or the
 * person died. At most one is open.
 */
export interface Episode {
  readonly episodeId: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly closedAt: string | null;
  readonly reason: string | null;
}

export interface Episodes {
  readonly all: readonly Episode[];
}

export const noEpisodes: Episodes = { all: [] };

export interface EpisodeNumbers {
  readonly gapDays: number;
}

/** The person's care after the fact was folded in. */
export interface CareNow {
  readonly inCare: boolean;
  readonly lastEndedAt: string | null;
}

export type EpisodeFact =
  | { readonly kind: 'care-began'; readonly eventId: string; readonly at: string }
  | {
      readonly kind: 'care-ended';
      readonly eventId: string;
      readonly at: string;
      readonly disposition: Disposition | null;
    }
  | { readonly kind: 'fact-retracted'; readonly eventId: string; readonly at: string }
  | { readonly kind: 'gap-passed'; readonly at: string };

export type EpisodeEvent =
  | { readonly kind: 'episode-opened'; readonly episode: Episode }
  | {
      readonly kind: 'episode-closed';
      readonly episodeId: string;
      readonly at: string;
      readonly reason: string;
    }
  /** Close the open episode at this time unless care begins again before. */
  | { readonly kind: 'gap-began'; readonly closesAt: string }
  | { readonly kind: 'gap-ended' };

const DAY_MS = 86_400_000;

export const openEpisode = (state: Episodes): Episode | undefined =>
  state.all.find((episode) => episode.closedAt === null);

export function evolveEpisodes(state: Episodes, event: EpisodeEvent): Episodes {
  switch (event.kind) {
    case 'episode-opened':
      return { all: [...state.all, event.episode] };
    case 'episode-closed':
      return {
        all: state.all.map((episode) =>
          episode.episodeId === event.episodeId
            ? { ...episode, closedAt: event.at, reason: event.reason }
            : episode,
        ),
      };
    case 'gap-began':
    case 'gap-ended':
      return state;
    default:
      return event satisfies never;
  }
}

export function decideEpisodes(
  state: Episodes,
  fact: EpisodeFact,
  now: CareNow,
  numbers: EpisodeNumbers,
  newId: (purpose: string) => string,
): readonly EpisodeEvent[] {
  const open = openEpisode(state);
  switch (fact.kind) {
    case 'care-began':
      return open ? gap(now, numbers) : opened(fact, now, numbers, newId);
    case 'care-ended':
      if (fact.disposition === 'died') return open ? [closed(open, fact.at, 'died')] : [];
      return open ? gap(now, numbers) : opened(fact, now, numbers, newId);
    case 'fact-retracted':
      if (open?.openedBy === fact.eventId && !now.inCare && now.lastEndedAt === null)
        return [closed(open, fact.at, 'opened-in-error'), { kind: 'gap-ended' }];
      return open ? gap(now, numbers) : [];
    case 'gap-passed':
      return open && !now.inCare ? [closed(open, fact.at, 'no-further-care')] : [];
    default:
      return fact satisfies never;
  }
}

function opened(
  fact: { readonly eventId: string; readonly at: string },
  now: CareNow,
  numbers: EpisodeNumbers,
  newId: (purpose: string) => string,
): readonly EpisodeEvent[] {
  const episode: Episode = {
    episodeId: newId('episode'),
    openedAt: fact.at,
    openedBy: fact.eventId,
    closedAt: null,
    reason: null,
  };
  return [{ kind: 'episode-opened', episode }, ...gap(now, numbers)];
}

const closed = (episode: Episode, at: string, reason: string): EpisodeEvent => ({
  kind: 'episode-closed',
  episodeId: episode.episodeId,
  at,
  reason,
});

function gap({ inCare, lastEndedAt }: CareNow, { gapDays }: EpisodeNumbers): EpisodeEvent[] {
  if (inCare || lastEndedAt === null) return [{ kind: 'gap-ended' }];
  const closesAt = new Date(Date.parse(lastEndedAt) + gapDays * DAY_MS).toISOString();
  return [{ kind: 'gap-began', closesAt }];
}

/** Of two open episodes of one person the older goes on; the other was the same course of care. */
export function mergeEpisodes(a: Episodes, b: Episodes): Episodes {
  const all = [...a.all, ...b.all].sort((x, y) => Date.parse(x.openedAt) - Date.parse(y.openedAt));
  const first = all.find((episode) => episode.closedAt === null);
  return {
    all: all.map((episode) =>
      episode.closedAt === null && episode !== first
        ? { ...episode, closedAt: episode.openedAt, reason: 'merged' }
        : episode,
    ),
  };
}
