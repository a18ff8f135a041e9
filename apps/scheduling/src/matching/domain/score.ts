import { DAY_MS } from '@handrail/domain';
import type { Program, Track } from '../../program/domain/program.js';
import { freePlaces, isAskedFor } from '../../program/domain/program.js';
import { PART_WEIGHTS, type ScoreParts } from './candidate.js';
import type { Needs } from './needs.js';

/** A place that starts later than this earns nothing for its start. */
const LATE_DAYS = 14;
/** Capacity reported longer ago than this says little about today. */
const STALE_MS = 3 * DAY_MS;

export interface ScoreInput {
  readonly needs: Needs;
  readonly program: Program;
  readonly track: Track;
  /** Days from the earliest day wanted to the first session. */
  readonly daysUntilStart: number;
  /** RFC 3339 UTC. */
  readonly now: string;
}

/** The parts of a score, each between 0 and its weight, so that a person can see what decided. */
export function scoreParts({ needs, program, track, daysUntilStart, now }: ScoreInput): ScoreParts {
  const share: Record<keyof typeof PART_WEIGHTS, number> = {
    startsSoon: Math.max(0, 1 - daysUntilStart / LATE_DAYS),
    near: nearness(needs, program),
    attends: attends(needs, track),
    speciality: speciality(needs, program),
    room: track.places.capacity === 0 ? 0 : freePlaces(track.places) / track.places.capacity,
    fresh: isAskedFor(track.places) ? 0 : freshness(track.places.asOf, now),
    certain: program.acceptance === 'automatic' ? 1 : 0,
  };
  return Object.fromEntries(
    Object.entries(share).map(([part, value]) => [
      part,
      round(value * PART_WEIGHTS[part as keyof typeof PART_WEIGHTS]),
    ]),
  );
}

export const total = (parts: ScoreParts): number =>
  round(Object.values(parts).reduce((sum, part) => sum + part, 0));

/** A preferred way of attending is weighed where there are sessions to attend; nobody goes without care for it. */
function attends({ modality }: Needs, track: Track): number {
  if (modality === null || track.days.length === 0) return 0.5;
  return modality === track.modality ? 1 : 0;
}

/** A program that serves only the person's region is nearer than one that serves the whole state. */
function nearness(needs: Needs, program: Program): number {
  if (needs.region === null || !program.regions.includes(needs.region)) return 0.5;
  return 0.5 + 0.5 / program.regions.length;
}

/** How much of what the person needs or welcomes the program is made for. */
function speciality(needs: Needs, program: Program): number {
  const wanted = [...needs.capabilities, ...needs.welcome];
  if (wanted.length === 0) return 0.5;
  return wanted.filter((name) => program.capabilities.includes(name)).length / wanted.length;
}

function freshness(asOf: string | null, now: string): number {
  if (asOf === null) return 0;
  const ageMs = Math.max(0, Date.parse(now) - Date.parse(asOf));
  return Math.max(0, 1 - ageMs / STALE_MS);
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
