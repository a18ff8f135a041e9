import {
  DAY_MS,
  type Decision,
  type DischargeDisposition,
  happened,
  ignored,
} from '@handrail/domain';

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

/** What a decision rests on beside the episodes and the fact. */
export interface EpisodeCircumstances {
  readonly care: CareNow;
  readonly numbers: EpisodeNumbers;
  readonly newId: (purpose: string) => string;
}

export type EpisodeFact =
  | { readonly kind: 'care-began'; readonly eventId: string; readonly at: string }
  | {
      readonly kind: 'care-ended';
      readonly eventId: string;
      readonly at: string;
      readonly disposition: DischargeDisposition | null;
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

const openEpisode = (state: Episodes): Episode | undefined =>
  state.all.find((episode) => episode.closedAt === null);

/** Writes what happened into the courses of care of a person. */
export const evolve = (state: Episodes, events: readonly EpisodeEvent[]): Episodes =>
  events.reduce(applied, state);

function applied(state: Episodes, event: EpisodeEvent): Episodes {
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

/** Opens and closes the course of care, by what a fact left of the person's care. */
export function decide(
  state: Episodes,
  fact: EpisodeFact,
  circumstances: EpisodeCircumstances,
): Decision<EpisodeEvent> {
  const open = openEpisode(state);
  const { inCare, lastEndedAt } = circumstances.care;
  switch (fact.kind) {
    case 'care-ended':
      if (fact.disposition === 'died')
        return open ? happened(closed(open, fact.at, 'died')) : ignored('no-open-episode');
      return happened(...continued(open, fact, circumstances));
    case 'care-began':
      return happened(...continued(open, fact, circumstances));
    case 'fact-retracted':
      if (!open) return ignored('no-open-episode');
      if (open.openedBy === fact.eventId && !inCare && lastEndedAt === null)
        return happened<EpisodeEvent>(closed(open, fact.at, 'opened-in-error'), {
          kind: 'gap-ended',
        });
      return happened(gap(circumstances));
    case 'gap-passed':
      if (!open) return ignored('no-open-episode');
      return inCare ? ignored('care-goes-on') : happened(closed(open, fact.at, 'no-further-care'));
    default:
      return fact satisfies never;
  }
}

/** Care that belongs to the open course of care, or opens one. */
function continued(
  open: Episode | undefined,
  fact: { readonly eventId: string; readonly at: string },
  circumstances: EpisodeCircumstances,
): readonly EpisodeEvent[] {
  if (open) return [gap(circumstances)];
  const episode: Episode = {
    episodeId: circumstances.newId('episode'),
    openedAt: fact.at,
    openedBy: fact.eventId,
    closedAt: null,
    reason: null,
  };
  return [{ kind: 'episode-opened', episode }, gap(circumstances)];
}

const closed = (episode: Episode, at: string, reason: string): EpisodeEvent => ({
  kind: 'episode-closed',
  episodeId: episode.episodeId,
  at,
  reason,
});

function gap({ care, numbers }: EpisodeCircumstances): EpisodeEvent {
  if (care.inCare || care.lastEndedAt === null) return { kind: 'gap-ended' };
  const closesAtMs = Date.parse(care.lastEndedAt) + numbers.gapDays * DAY_MS;
  return { kind: 'gap-began', closesAt: new Date(closesAtMs).toISOString() };
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
