import type {
  DeterminationData,
  JourneyItemAnswer,
  MessageAnswer,
  PlacementAnswer,
} from '@handrail/contracts';

/** The part of a determination that says why. */
type Reasons = Pick<DeterminationData, 'supports' | 'trace' | 'wouldChangeIf'>;

/** Everything a trace shows, read from the services. */
export interface Trace {
  readonly lines: readonly JourneyItemAnswer[];
  readonly reassessments: ReadonlyMap<string, { readonly determination?: Reasons }>;
  readonly placements: ReadonlyMap<string, Pick<PlacementAnswer, 'candidates'>>;
}

export function renderMessage(message: MessageAnswer): string[] {
  const control = message.controlId ? ` ${message.controlId}` : '';
  const outcome = [message.disposition, message.reason].filter(Boolean).join(': ');
  return [
    `message ${message.id}`,
    `  ${message.type}${control} from ${message.source} by ${message.protocol}`,
    `  received ${stamp(message.receivedAt)}, ${outcome}`,
    ...(message.personId ? [`  person ${message.personId}`] : []),
  ];
}

/** How lines are set: as one tree below a message, or by time as a person lived it. */
export type Layout = 'tree' | 'timeline';

/**
 * An event stands under the one that caused it: in a tree all of it, in a timeline what happened at
 * the same instant. Under a decision stand its reasons, under a placement how the programs compared.
 */
export function renderTrace(trace: Trace, layout: Layout): string[] {
  const groups = layout === 'tree' ? [trace.lines] : byInstant(trace.lines);
  let day = '';
  return groups.flatMap(asTree).flatMap(({ line, depth }) => {
    const heading = stamp(line.at).slice(0, 10);
    const isNewDay = heading !== day;
    day = heading;
    const indent = '  '.repeat(depth);
    const detail = detailOf(line, trace).map((text) => `${' '.repeat(14)}${indent}${text}`);
    return [
      ...(isNewDay ? ['', heading] : []),
      `  ${stamp(line.at).slice(11)}  ${indent}${line.title}`,
      ...detail,
    ];
  });
}

/** UTC to the second, as `2026-11-07 15:00:02`. */
const stamp = (at: string) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** Runs of lines of one instant; lines come in order of time. */
function byInstant(lines: readonly JourneyItemAnswer[]): JourneyItemAnswer[][] {
  const groups: JourneyItemAnswer[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.[0]?.at === line.at) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

interface Placed {
  readonly line: JourneyItemAnswer;
  readonly depth: number;
}

/** Each line followed by those it caused; a cause outside of the lines leaves a line at the root. */
function asTree(lines: readonly JourneyItemAnswer[]): Placed[] {
  const known = new Set(lines.map(({ eventId }) => eventId));
  const childrenOf = new Map<string, JourneyItemAnswer[]>();
  for (const line of lines)
    childrenOf.set(line.causedBy, [...(childrenOf.get(line.causedBy) ?? []), line]);
  const placed = new Map<string, Placed>();
  const place = (line: JourneyItemAnswer, depth: number): void => {
    if (placed.has(line.eventId)) return;
    placed.set(line.eventId, { line, depth });
    for (const child of childrenOf.get(line.eventId) ?? []) place(child, depth + 1);
  };
  for (const line of lines) if (!known.has(line.causedBy)) place(line, 0);
  // Events that name each other as cause have no root; they are shown all the same.
  for (const line of lines) place(line, 0);
  return [...placed.values()];
}

function detailOf({ kind, about }: JourneyItemAnswer, trace: Trace): string[] {
  if (kind === 'level-of-care-determined') {
    const reassessment = trace.reassessments.get(about['reassessmentId'] ?? '');
    return reassessment?.determination ? reasonsOf(reassessment.determination) : [];
  }
  if (kind === 'placement-confirmed' || kind === 'placement-waitlisted') {
    const placement = trace.placements.get(about['placementId'] ?? '');
    return placement ? candidatesOf(placement) : [];
  }
  return [];
}

function reasonsOf({ trace, wouldChangeIf, supports }: Reasons): string[] {
  const rules = trace.map(({ rule, input, effect }) => {
    const inputs = Object.entries(input).map(([name, value]) => `${name}=${String(value)}`);
    return `because ${rule}${inputs.length > 0 ? ` (${inputs.join(', ')})` : ''}: ${effect}`;
  });
  const changes = wouldChangeIf.map(
    ({ input, to, level }) => `${input}=${String(to)} would give ${level ?? 'no level'}`,
  );
  return [...rules, ...(supports.length > 0 ? [`with ${supports.join(', ')}`] : []), ...changes];
}

const SHOWN_CANDIDATES = 4;

function candidatesOf({ candidates }: Pick<PlacementAnswer, 'candidates'>): string[] {
  const fitting = candidates.filter((c) => c.excludedBecause.length === 0);
  const out = candidates.length - fitting.length;
  const rows = [...fitting]
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN_CANDIDATES)
    .map(({ programId, trackId, score, parts }) => {
      const why = Object.entries(parts).map(([name, part]) => `${name} ${part.toFixed(2)}`);
      return `${programId} ${trackId} scored ${score.toFixed(2)} (${why.join(', ')})`;
    });
  return out > 0 ? [...rows, `${out} other ${out === 1 ? 'track' : 'tracks'} did not fit`] : rows;
}
