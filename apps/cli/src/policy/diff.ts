import type {
  AskedBeyondAnswer,
  OfAnyRelease,
  OtherLimitsAnswer,
  SimulationAnswer,
} from '@handrail/contracts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorizationOf } from '../authorization.js';
import type { ToolEnvironment } from '../command.js';

/** What would change if another policy decided, also from a service that does not know limits yet. */
export type PolicyDifference = Omit<OfAnyRelease<SimulationAnswer, 'reassessments'>, 'elapsedMs'>;

export interface DiffRequest {
  readonly before: string;
  /** A version, or a folder with a draft that the service does not know. */
  readonly after: string;
  readonly since: string;
  readonly limit: number;
}

/** A year of reassessments decided again takes a while; nobody waits longer. */
const ANSWER_WITHIN_MS = 120_000;

/** Asks the assessment service what the second policy would have said. It writes nothing. */
export async function simulate(
  request: DiffRequest,
  env: ToolEnvironment,
): Promise<PolicyDifference> {
  const base = env['HANDRAIL_ASSESSMENT_URL'] ?? 'http://127.0.0.1:3002';
  const draft = existsSync(request.after) ? textsIn(request.after) : null;
  const version = draft ? 'posted' : request.after;
  const { since, limit, before: against } = request;
  const response = await fetch(`${base}/v1/policies/${encodeURIComponent(version)}/simulate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorizationOf(env) },
    body: JSON.stringify({ since, limit, against, ...(draft ? { policy: draft } : {}) }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch(() => {
    throw new Error(`nobody answers at ${base}`);
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(refusal(body));
  return body as PolicyDifference;
}

function textsIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function refusal(body: unknown): string {
  const { detail, errors = [] } = body as {
    readonly detail?: string;
    readonly errors?: ReadonlyArray<{ readonly path: string; readonly reason: string }>;
  };
  const problems = errors.map(({ path, reason }) => `\n  ${path}: ${reason}`).join('');
  return `${detail ?? 'the service refused'}${problems}`;
}

/** The answer as a table for the terminal. */
export function renderSimulation(answer: PolicyDifference): string[] {
  const share = answer.determinations === 0 ? 0 : (100 * answer.changed) / answer.determinations;
  const name = (level: string | null) => level ?? 'none';
  return [
    `policy ${answer.policyVersion} against ${answer.against}, ${answer.since} to ${answer.until}`,
    `${answer.determinations} determinations, ${answer.changed} would be another (${share.toFixed(1)} %)`,
    ...answer.moves.map(
      ({ from, to, count }) => `  ${name(from).padEnd(6)}-> ${name(to).padEnd(6)}${pad(count)}`,
    ),
    `a person would decide ${answer.modeChanges.toNeedsHuman} more and ${answer.modeChanges.toAutomatic} fewer`,
    '',
    'level   before    after   change   places     used',
    ...answer.demand.map(({ level, before, after, change, capacity }) =>
      [
        name(level).padEnd(5),
        ...[before, after, change].map(pad),
        ...(capacity ? [capacity.places, capacity.used].map(pad) : ['        ?', '        ?']),
      ].join(''),
    ),
    '',
    ...answer.people.flatMap((person) => [
      `${person.personId}  ${person.determinedAt}  ${name(person.from)} -> ${name(person.to)}`,
      ...person.because.map(
        ({ rule, effect, only }) => `    ${only === 'after' ? '+' : '-'} ${rule}: ${effect}`,
      ),
    ]),
    ...(answer.peopleLeftOut > 0 ? [`and ${answer.peopleLeftOut} more`] : []),
    ...(answer.reassessments ? renderReassessments(answer.reassessments) : []),
  ];
}

/** Who else would be asked for, apart from who would get another level. */
function renderReassessments({ limits, persons, moved, more, less }: OtherLimitsAnswer): string[] {
  if (limits.length === 0) return [];
  return [
    '',
    ...limits.map(({ limit, from, to }) => `limit ${limit}: ${from} -> ${to}`),
    `${persons} persons looked at, ${more.count} reassessments more, ${less.count} fewer, ${moved} at another time`,
    ...renderAsked('+', more),
    ...renderAsked('-', less),
  ];
}

const renderAsked = (sign: string, asked: AskedBeyondAnswer): string[] => {
  const line = (what: string, count: number) => `  ${sign} ${what.padEnd(24)}${pad(count)}`;
  return [
    ...asked.byKind.map(({ kind, count }) => line(kind, count)),
    ...asked.byLevel.map(({ level, count }) => line(`asks for ${level}`, count)),
    ...(asked.needsPerson > 0 ? [line('needs a person', asked.needsPerson)] : []),
    ...(asked.joins > 0 ? [line('joins another', asked.joins)] : []),
    ...asked.people.map(
      (asked) =>
        `  ${sign} ${asked.personId}  ${asked.occurredAt}  ${asked.kind}, ${answerOf(asked)}`,
    ),
    ...(asked.peopleLeftOut > 0 ? [`  ${sign} and ${asked.peopleLeftOut} more`] : []),
  ];
};

function answerOf({ level, mode }: AskedBeyondAnswer['people'][number]): string {
  if (mode === 'automatic') return level ?? 'none';
  return level === null ? 'a person decides' : `a person decides, ${level} proposed`;
}

const pad = (count: number): string => String(count).padStart(9);
