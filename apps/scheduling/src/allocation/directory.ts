import { SELECT_PROGRAMS, toProgram, type StoredProgram } from '../program/program-row.js';
import type { Directory } from './domain/allot.js';

/** Runs a statement, inside a transaction or outside of one. */
export type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

/** Read with its version in one statement: what changes later is looked at once more, never missed. */
const ALL = `
  SELECT listed.*, v.version AS directory_version
  FROM (${SELECT_PROGRAMS}) AS listed, directory_version AS v ORDER BY listed.id`;

type ListedProgram = StoredProgram & { directory_version: string };

/** The whole directory at one moment. */
export async function readDirectory(query: Query): Promise<Directory> {
  const programs = await query<ListedProgram>(ALL);
  return {
    programs: programs.map(toProgram),
    version: Number(programs[0]?.directory_version ?? 0),
  };
}
