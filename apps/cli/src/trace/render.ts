import type {
  DeterminationView,
  JourneyLine,
  MessageView,
  PlacementView,
  ReassessmentView,
} from './services.js';

/** Everything a trace shows, read from the services. */
export interface Trace {
  readonly lines: readonly JourneyLine[];
  readonly reassessments: ReadonlyMap<string, ReassessmentView>;
  readonly placements: ReadonlyMap<string, PlacementView>;
}

export function renderMessage(message: MessageView): string[] {
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
function byInstant(lines: readonly JourneyLine[]): JourneyLine[][] {
  const groups: JourneyLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.[0]?.at === line.at) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

interface Placed {
  readonly line: JourneyLine;
  readonly depth: number;
}

/** Each line followed by those it caused; a cause outside of the lines leaves a line at the root. */
function asTree(lines: readonly JourneyLine[]): Placed[] {
  const known = new Set(lines.map(({ eventId }) => eventId));
  const childrenOf = new Map<string, JourneyLine[]>();
  for (const line of lines)
    childrenOf.set(line.causedBy, [...(childrenOf.get(line.causedBy) ?? []), line]);
  const placed = new Map<string, Placed>();
  const place = (line: JourneyLine, depth: number): void => {
    if (placed.has(line.eventId)) return;
    placed.set(line.eventId, { line, depth });
    for (const child of childrenOf.get(line.eventId) ?? []) place(child, depth + 1);
  };
  for (const line of lines) if (!known.has(line.causedBy)) place(line, 0);
  // Events that name each other as cause have no root; they are shown all the same.
  for (const line of lines) place(line, 0);
  return [...placed.values()];
}

function detailOf({ kind, about }: JourneyLine, trace: Trace): string[] {
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

function reasonsOf(determination: DeterminationView): string[] {
  const rules = determination.trace.map(({ rule, input, effect }) => {
    const inputs = Object.entries(input).map(([name, value]) => `${name}=${String(value)}`);
    return `because ${rule}${inputs.length > 0 ? ` (${inputs.join(', ')})` : ''}: ${effect}`;
  });
  const changes = determination.wouldChangeIf.map(
    ({ input, to, level }) => `${input}=${String(to)} would give ${level ?? 'no level'}`,
  );
  return [
    ...rules,
    ...(determination.supports.length > 0 ? [`with ${determination.supports.join(', ')}`] : []),
    ...changes,
  ];
}

const SHOWN_CANDIDATES = 4;

function candidatesOf(placement: PlacementView): string[] {
  const fitting = placement.candidates.filter((c) => c.excludedBecause.length === 0);
  const out = placement.candidates.length - fitting.length;
  const rows = [...fitting]
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN_CANDIDATES)
    .map(({ programId, trackId, score, parts }) => {
      const why = Object.entries(parts).map(([name, part]) => `${name} ${part.toFixed(2)}`);
      return `${programId} ${trackId} scored ${score.toFixed(2)} (${why.join(', ')})`;
    });
  return out > 0 ? [...rows, `${out} other ${out === 1 ? 'track' : 'tracks'} did not fit`] : rows;
}
