import type { Tx, UnitOfWork } from '@handrail/messaging';
import { PROGRAM_LEVELS, type ProgramLevel, type WaitReason } from '@handrail/domain';
import { suitableFor } from '../matching/domain/match.js';
import { isOfThisRelease } from '../matching/domain/need-group.js';
import type { Needs } from '../matching/domain/needs.js';
import type { StartOf } from '../matching/domain/starts.js';
import { trackKey } from '../program/domain/program.js';
import { programsOf, type Directory } from './domain/directory.js';
import type { KnownDirectory } from './known-directory.js';
import { lockAllocator } from './lock-allocator.js';
import { CAN_COME } from './line.sql.js';

/** Groups that are weighed with one statement; of their needs and tracks these many are in memory. */
const AT_ONCE = 2_000;

// Changes are noted with consecutive versions. Where one is not there any more, another process has
// forgotten it, and every level counts as changed.
const CHANGED = `
  SELECT count(DISTINCT version)::int AS versions, coalesce(array_agg(DISTINCT level), '{}') AS levels
  FROM directory_change WHERE version > $1::bigint AND version <= $2::bigint`;

const GROUPS = `
  SELECT id, level, needs, suitable FROM need_group
  WHERE level = $1 AND id > $2::uuid ORDER BY id LIMIT ${AT_ONCE}`;

const LEVELS = 'SELECT DISTINCT level FROM need_group';

const SAVE = `
  UPDATE need_group AS g SET suitable = ARRAY(SELECT jsonb_array_elements_text(r.suitable))
  FROM unnest($1::uuid[], $2::jsonb[]) AS r(id, suitable) WHERE g.id = r.id`;

// Who waits for the wrong reason now, and who has exceptions of their own from what suits the group.
const LOOK = `
  INSERT INTO line_look (placement_id, priority_class, requested_at)
  SELECT p.id, p.priority_class, p.requested_at
  FROM unnest($1::uuid[], $2::text[]) AS r(id, reason)
  JOIN placement AS p ON p.need_group = r.id AND p.status = 'waitlisted'
  WHERE (p.wait_reason <> r.reason OR p.excepted_tracks <> '{}') AND ${CAN_COME}
  ON CONFLICT (placement_id) DO NOTHING`;

// Whom no program gave their level, and for whom a changed one may give an alternative.
const LOOK_AT_ALTERNATIVES = `
  INSERT INTO line_look (placement_id, priority_class, requested_at)
  SELECT p.id, p.priority_class, p.requested_at FROM placement AS p
  WHERE p.status = 'waitlisted' AND p.wait_reason = 'no-matching-program'
    AND p.need -> 'alternatives' ?| $1::text[] AND ${CAN_COME}
  ON CONFLICT (placement_id) DO NOTHING`;

const LOOK_AT_ALL = `
  INSERT INTO line_look (placement_id, priority_class, requested_at)
  SELECT p.id, p.priority_class, p.requested_at FROM placement AS p
  WHERE p.need_group = ANY($1::uuid[]) AND p.status = 'waitlisted' AND ${CAN_COME}
  ON CONFLICT (placement_id) DO NOTHING`;

const FORGET = 'DELETE FROM need_group WHERE id = ANY($1::uuid[])';

const DONE = `
  WITH forgotten AS (DELETE FROM directory_change WHERE version <= $1::bigint)
  UPDATE directory_version SET weighed_version = $1::bigint`;

interface GroupRow {
  id: string;
  level: string;
  needs: Needs;
  suitable: string[];
}

/**
 * Weighs the people who wait against programs that have changed: once for each group of the same needs, and
 * nobody is written whose wait stays what it was. Under the allocator's lock, so that nobody is given a
 * place meanwhile by what was true before. `everything` also where no change is known, as when a release
 * that weighs otherwise starts.
 */
export async function weighGroups(
  unit: UnitOfWork,
  known: KnownDirectory,
  { now, starts, everything }: { now: string; starts: StartOf; everything: boolean },
): Promise<number> {
  const { tx } = unit;
  await lockAllocator(unit);
  const directory = await known.read(tx);
  let weighed = 0;
  const levels = await levelsToWeigh(tx, directory, everything);
  for (const level of levels)
    for (let after = FIRST; ;) {
      const rows = await tx.query<GroupRow>(GROUPS, [level, after]);
      if (rows.length === 0) break;
      await weigh(tx, rows, directory, { now, starts });
      weighed += rows.length;
      after = rows.at(-1)!.id;
    }
  await tx.query(LOOK_AT_ALTERNATIVES, [everything ? PROGRAM_LEVELS : levels]);
  await tx.query(DONE, [directory.version]);
  return weighed;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

async function levelsToWeigh(
  tx: Tx,
  { version, weighedVersion }: Directory,
  everything: boolean,
): Promise<readonly string[]> {
  const [changed] = await tx.query<{ versions: number; levels: string[] }>(CHANGED, [
    weighedVersion,
    version,
  ]);
  if (!everything && changed!.versions === version - weighedVersion) return changed!.levels;
  return (await tx.query<{ level: string }>(LEVELS)).map(({ level }) => level);
}

async function weigh(
  tx: Tx,
  rows: readonly GroupRow[],
  directory: Directory,
  { now, starts }: { now: string; starts: StartOf },
): Promise<void> {
  const readable = rows.filter(({ needs }) => isOfThisRelease(needs));
  const groups = readable.map(({ id, level, needs, suitable }) => {
    const found = suitableFor(needs, programsOf(directory, level as ProgramLevel));
    const keys = found.map(({ program, track }) => trackKey(program.id, track.id));
    const isInTime = found.some(({ program, track }) => starts(program, track, now) !== null);
    const reason: WaitReason = isInTime ? 'full' : 'no-matching-program';
    return { id, keys, reason, isChanged: !isSame(keys, suitable) };
  });
  const changed = groups.filter(({ isChanged }) => isChanged);
  if (changed.length > 0)
    await tx.query(SAVE, [
      changed.map(({ id }) => id),
      changed.map(({ keys }) => JSON.stringify(keys)),
    ]);
  await tx.query(LOOK, [groups.map(({ id }) => id), groups.map(({ reason }) => reason)]);
  const unreadable = rows.filter((row) => !readable.includes(row)).map(({ id }) => id);
  if (unreadable.length === 0) return;
  await tx.query(LOOK_AT_ALL, [unreadable]);
  await tx.query(FORGET, [unreadable]);
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, at) => key === b[at]);
