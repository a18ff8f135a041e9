import type { ParkedAnswer } from '@handrail/contracts';

/** One event a service could not apply, or one that waits behind such an event of its person. */
export interface ParkedEntry extends Omit<ParkedAnswer, 'type'> {
  readonly service: string;
  readonly type: string;
}

/** An event that failed itself, with how many wait behind it. */
export interface ParkedHead extends ParkedEntry {
  readonly waiting: number;
}

/** Events one service parked for one cause. Those that wait behind them belong to their group. */
export interface CauseGroup {
  readonly service: string;
  readonly cause: string;
  readonly types: readonly string[];
  readonly count: number;
  readonly persons: number;
  /** Later events of the same persons that wait until these are dealt with. */
  readonly waiting: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Oldest first: acts take them in this order. */
  readonly items: readonly ParkedHead[];
}

type Json = Readonly<Record<string, unknown>>;

/** Reads one item of a service's `/v1/parked`; null when it is not one. */
export function readParked(service: string, value: unknown): ParkedEntry | null {
  const item = (value ?? {}) as Json;
  if (typeof item['id'] !== 'string' || typeof item['parkedAt'] !== 'string') return null;
  return {
    service,
    id: item['id'],
    personId: typeof item['personId'] === 'string' ? item['personId'] : null,
    type: typeof item['type'] === 'string' ? item['type'] : 'unknown',
    eventId: typeof item['eventId'] === 'string' ? item['eventId'] : '',
    cause: typeof item['cause'] === 'string' ? item['cause'] : 'unknown',
    attempts: typeof item['attempts'] === 'number' ? item['attempts'] : 0,
    parkedAt: item['parkedAt'],
    behind: typeof item['behind'] === 'string' ? item['behind'] : null,
  };
}

/** One group per service and cause, the one that grew last first. */
export function groupParked(items: readonly ParkedEntry[]): CauseGroup[] {
  const groups = new Map<string, ParkedHead[]>();
  for (const head of headsOf(items)) {
    const key = `${head.service} ${head.cause}`;
    const group = groups.get(key);
    if (group) group.push(head);
    else groups.set(key, [head]);
  }
  return [...groups.values()]
    .map(toGroup)
    .sort((a, b) => Date.parse(b.lastAt) - Date.parse(a.lastAt));
}

/**
 * Events that failed themselves. One that waits behind an event the console did not read counts as a
 * head too: nothing parked may be missing from the page.
 */
export function headsOf(items: readonly ParkedEntry[]): ParkedHead[] {
  const known = new Set(items.map((item) => `${item.service} ${item.eventId}`));
  const waiting = new Map<string, number>();
  const heads: ParkedEntry[] = [];
  for (const item of items) {
    const head = `${item.service} ${item.behind}`;
    if (item.behind !== null && known.has(head)) waiting.set(head, (waiting.get(head) ?? 0) + 1);
    else heads.push(item);
  }
  return heads.map((item) => ({
    ...item,
    waiting: waiting.get(`${item.service} ${item.eventId}`) ?? 0,
  }));
}

function toGroup(unsorted: readonly ParkedHead[]): CauseGroup {
  const items = [...unsorted].sort((a, b) => Date.parse(a.parkedAt) - Date.parse(b.parkedAt));
  const first = items[0]!;
  return {
    service: first.service,
    cause: first.cause,
    types: [...new Set(items.map((item) => item.type))].sort(),
    count: items.length,
    persons: new Set(items.map((item) => item.personId).filter((id) => id !== null)).size,
    waiting: items.reduce((sum, item) => sum + item.waiting, 0),
    firstAt: first.parkedAt,
    lastAt: items.at(-1)!.parkedAt,
    items,
  };
}
