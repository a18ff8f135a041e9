import { Injectable } from '@nestjs/common';
import type { Queryable } from '@handrail/messaging';
import { SELECT_PROGRAMS, toProgram, type StoredProgram } from '../program/program-row.js';
import { withProgramsRead, type Directory } from './domain/directory.js';

// The version is read with the programs in one statement: what changes later is looked at once more, never
// missed. So is the oldest transaction that was still open: whatever it and later ones have changed or
// will change is read next time, whenever they commit; a few rows are read twice, none is passed over.
const readingOf = (programs: string): string => `
  SELECT v.version AS directory_version, v.weighed_version, pg_snapshot_xmin(pg_current_snapshot())::text AS read_to,
         listed.*
  FROM directory_version AS v LEFT JOIN (${programs}) AS listed ON true`;

const ALL = readingOf(SELECT_PROGRAMS);

const CHANGED = readingOf(`${SELECT_PROGRAMS}
  WHERE p.id IN (SELECT id FROM program WHERE changed_in >= $1::xid8
                 UNION SELECT program_id FROM track WHERE changed_in >= $1::xid8)`);

type ReadProgram = (StoredProgram | { readonly [K in keyof StoredProgram]: null }) & {
  readonly directory_version: string;
  readonly weighed_version: string;
  readonly read_to: string;
};

interface Known {
  readonly directory: Directory;
  /** Every transaction before this one has been read. */
  readonly readTo: string;
}

/**
 * The directory as this process knows it, brought up to what is committed whenever it is asked for. It
 * decides who is offered what and can never overbook: the counts themselves change in the database, under
 * its CHECK.
 */
@Injectable()
export class KnownDirectory {
  #known: Known | undefined;

  /** As it is committed now, or as a transaction sees it that has not changed any program itself. */
  async read(db: Queryable): Promise<Directory> {
    for (;;) {
      const before = this.#known;
      const rows = before
        ? await db.query<ReadProgram>(CHANGED, [before.readTo])
        : await db.query<ReadProgram>(ALL);
      // Somebody else has read meanwhile, and maybe less: this has to be at least as new as the question.
      if (this.#known !== before) continue;
      const { directory, readTo } = afterReading(before?.directory ?? NOTHING, rows);
      this.#known = { directory, readTo };
      return directory;
    }
  }

  /** What is known was doubted: everything is read anew. */
  forget(): void {
    this.#known = undefined;
  }
}

const NOTHING: Directory = { programs: [], version: 0, weighedVersion: 0 };

function afterReading(before: Directory, rows: readonly ReadProgram[]): Known {
  const programs = rows.flatMap((row) => (row.id === null ? [] : [toProgram(row)]));
  const { directory_version, weighed_version, read_to: readTo } = rows[0]!;
  const versions = { version: Number(directory_version), weighedVersion: Number(weighed_version) };
  return { directory: withProgramsRead(before, programs, versions), readTo };
}
