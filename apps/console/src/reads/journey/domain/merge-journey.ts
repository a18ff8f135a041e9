import type { JourneyItemAnswer } from '@handrail/contracts';

/** An item of the outcomes service's journey, as far as the console needs it. */
export interface JourneyLine extends Pick<JourneyItemAnswer, 'at' | 'kind' | 'title' | 'eventId'> {
  readonly causedBy: string | null;
}

/** An event the console itself keeps. */
export interface KeptItem extends JourneyLine {
  readonly messageId: string;
  /** Order of arrival, for events of the same moment. */
  readonly order: number;
}

export interface MergedItem<K extends KeptItem> extends JourneyLine {
  readonly causeTitle: string | null;
  /** The console's own row; null when it is no longer kept. */
  readonly kept: K | null;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the outcomes service's answer; items of another shape are left out. */
export function readJourneyLines(body: unknown): JourneyLine[] {
  const items = (body as Json | null)?.['items'];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const { at, kind, title, eventId, causedBy } = (item ?? {}) as Json;
    if (![at, kind, title, eventId].every((value) => typeof value === 'string')) return [];
    const cause = typeof causedBy === 'string' ? causedBy : null;
    return [{ at, kind, title, eventId, causedBy: cause } as JourneyLine];
  });
}

/**
 * One story of what outcomes tells (complete) and what the console keeps (recent, with payloads):
 * each event once, newest first, each with the title of its cause.
 */
export function mergeJourney<K extends KeptItem>(
  answered: readonly JourneyLine[],
  kept: readonly K[],
): MergedItem<K>[] {
  const keptById = new Map(kept.map((item) => [item.eventId, item]));
  const answeredIds = new Set(answered.map((item) => item.eventId));
  const all = [
    ...answered.map((item) => ({ ...(keptById.get(item.eventId) ?? item) })),
    ...kept.filter((item) => !answeredIds.has(item.eventId)),
  ].map(({ at, kind, title, eventId, causedBy }) => ({ at, kind, title, eventId, causedBy }));
  const titles = new Map(all.map((item) => [item.eventId, item.title]));
  const depth = depthsOf(all);
  const order = (id: string) => keptById.get(id)?.order ?? 0;
  return all
    .map((item) => ({
      ...item,
      causeTitle: item.causedBy ? (titles.get(item.causedBy) ?? null) : null,
      kept: keptById.get(item.eventId) ?? null,
    }))
    .sort(
      (a, b) =>
        Date.parse(b.at) - Date.parse(a.at) ||
        depth(b.eventId) - depth(a.eventId) ||
        order(b.eventId) - order(a.eventId),
    );
}

/**
 * How many causes lead to an event. What follows from one message carries the message's time, and
 * topics arrive in no common order: causes before effects is then the only order that tells a story.
 */
function depthsOf(items: readonly JourneyLine[]): (id: string) => number {
  const causes = new Map(items.map((item) => [item.eventId, item.causedBy]));
  const known = new Map<string, number>();
  const depth = (id: string): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // Set first, so that causes that form a ring end.
    known.set(id, 0);
    const cause = causes.get(id);
    const deep = cause && causes.has(cause) ? depth(cause) + 1 : 0;
    known.set(id, deep);
    return deep;
  };
  return depth;
}
