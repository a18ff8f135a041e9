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

/**
 * A timeline in which an event stands under the one that caused it. Under a decision stand its reasons,
 * under a placement how the programs compared.
 */
export function renderTrace(trace: Trace): string[] {
  const depths = depthsOf(trace.lines);
  let day = '';
  return trace.lines.flatMap((line) => {
    const heading = stamp(line.at).slice(0, 10);
    const isNewDay = heading !== day;
    day = heading;
    const indent = '  '.repeat(depths.get(line.eventId)!);
    const detail = detailOf(line, trace).map((text) => `${' '.repeat(12)}${indent}${text}`);
    return [
      ...(isNewDay ? ['', heading] : []),
      `  ${stamp(line.at).slice(11)}  ${indent}${line.title}`,
      ...detail,
    ];
  });
}

/** UTC to the second, as `2026-11-07 15:00:02`. */
const stamp = (at: string) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** How many causes inside the shown lines stand above each line. */
function depthsOf(lines: readonly JourneyLine[]): Map<string, number> {
  const causes = new Map(lines.map((line) => [line.eventId, line.causedBy]));
  const depths = new Map<string, number>();
  const depthOf = (eventId: string): number => {
    const known = depths.get(eventId);
    if (known !== undefined) return known;
    depths.set(eventId, 0);
    const cause = causes.get(eventId);
    const depth = cause !== undefined && causes.has(cause) ? depthOf(cause) + 1 : 0;
    depths.set(eventId, depth);
    return depth;
  };
  for (const { eventId } of lines) depthOf(eventId);
  return depths;
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
