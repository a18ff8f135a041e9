import { SELECT_PROGRAMS, toProgram, type StoredProgram } from '../program/program-row.js';
import type { Directory } from './domain/allot.js';
import { DIRECTORY_VERSION } from './line.sql.js';

/** Runs a statement, inside a transaction or outside of one. */
export type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

const ALL = `${SELECT_PROGRAMS} ORDER BY p.id`;

/**
 * The whole directory. The version is read first: a program that changes in between is then looked at
 * once more, and never missed.
 */
export async function readDirectory(query: Query): Promise<Directory> {
  const [known] = await query<{ version: string }>(DIRECTORY_VERSION);
  const programs = await query<StoredProgram>(ALL);
  return { programs: programs.map(toProgram), version: Number(known!.version) };
}
