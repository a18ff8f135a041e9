import { Injectable } from '@nestjs/common';
import type { DirectoryImportAnswer } from '@handrail/contracts';
import { canonicalJson, contentHash } from '@handrail/domain';
import { badRequest, conflict, type FieldProblem } from '@handrail/platform';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { DataSource } from 'typeorm';
import { problemsOfTracks } from '../program/save-program/check-program.js';
import { NewProgramDto } from '../program/save-program/program.dto.js';
import { ProgramSaver, type ProgramChange } from '../program/save-program/save-program.service.js';
import { SELECT_PROGRAMS, toProgram, type StoredProgram } from '../program/program-row.js';
import { differencesOf, type ProgramDifference } from './domain/differences.js';
import { cellOf, fromCsv, toCsv } from './domain/directory-csv.js';
import { fromFhir, toFhir } from './domain/directory-fhir.js';
import { listed, type ListedProgram, type ReadDirectory } from './domain/listed-program.js';
import { takingBack } from './domain/taking-back.js';

const ALL = `${SELECT_PROGRAMS} ORDER BY p.id`;

interface KnownDirectory {
  readonly programs: ReadonlyMap<string, ListedProgram>;
  readonly versions: ReadonlyMap<string, number>;
}

/**
 * Programs that one import adds or changes at most: all of them are one transaction, and who is placed in, or
 * leaves, one of them waits for its end.
 */
export const MOST_CHANGES = 100;

/** The directory of programs, out of Handrail and into it. */
@Injectable()
export class DirectoryTransfer {
  readonly #dataSource: DataSource;
  readonly #saver: ProgramSaver;

  constructor(dataSource: DataSource, saver: ProgramSaver) {
    this.#dataSource = dataSource;
    this.#saver = saver;
  }

  async export(format: 'csv' | 'fhir'): Promise<string> {
    const { programs } = await this.#known();
    const all = [...programs.values()];
    return format === 'csv' ? toCsv(all) : JSON.stringify(toFhir(all));
  }

  /** Shows what would be done; does it only for whoever sends the digest of what was shown. */
  async import(
    format: 'csv' | 'fhir',
    content: unknown,
    digest: string | undefined,
  ): Promise<DirectoryImportAnswer> {
    const incoming = await this.#read(format, content);
    const known = await this.#known();
    const programs = differencesOf(known.programs, incoming);
    if (programs.filter(({ kind }) => kind !== 'same').length > MOST_CHANGES) throw tooMany();
    const shown = contentHash([programs, incoming]);
    if (digest === undefined) return { applied: false, digest: shown, programs, undo: null };
    if (digest !== shown)
      throw conflict('directory-changed', 'It would do something else now. Look at it again.');
    await this.#saver.saveAll(changesOf(programs, incoming, known));
    const undo = takingBack(known.programs, incoming, programs);
    return { applied: true, digest: shown, programs, undo: undo.length > 0 ? toCsv(undo) : null };
  }

  async #read(format: 'csv' | 'fhir', content: unknown): Promise<readonly ListedProgram[]> {
    const read =
      format === 'csv'
        ? fromCsv(typeof content === 'string' ? content : '')
        : fromFhir(typeof content === 'string' ? parsed(content) : content);
    if ('problems' in read) throw unreadable(read.problems);
    const problems: FieldProblem[] = [];
    for (const [index, program] of read.programs.entries())
      for (const { path, ...problem } of await problemsOf(program))
        problems.push({ path: placeIn(read, index, path), ...problem });
    if (problems.length > 0) throw unreadable(problems);
    return read.programs;
  }

  async #known(): Promise<KnownDirectory> {
    const rows: StoredProgram[] = await this.#dataSource.query(ALL);
    return {
      programs: new Map(rows.map((row) => [row.id, listed(toProgram(row))])),
      versions: new Map(rows.map((row) => [row.id, row.version])),
    };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What an import changes, each program with the version it was compared with. */
function changesOf(
  differences: readonly ProgramDifference[],
  incoming: readonly ListedProgram[],
  { versions }: KnownDirectory,
): ProgramChange[] {
  const byId = new Map(incoming.map((program) => [program.id, program]));
  return differences
    .filter(({ kind }) => kind !== 'same')
    .map(({ programId }) => ({
      program: byId.get(programId) as unknown as NewProgramDto,
      version: versions.get(programId) ?? null,
    }));
}

const tooMany = () =>
  badRequest(`The directory changes more than ${MOST_CHANGES} programs at once.`, [
    {
      ...{ path: '/content', reason: `more than ${MOST_CHANGES} programs are added or changed` },
      accepted: `parts that add or change ${MOST_CHANGES} programs at most, one after the other`,
    },
  ]);

const unreadable = (problems: readonly FieldProblem[]) =>
  badRequest('The directory cannot be taken in.', problems);

/** Everything that is wrong with a program, each with its place in the program. */
async function problemsOf(program: ListedProgram): Promise<FieldProblem[]> {
  const settings = plainToInstance(NewProgramDto, JSON.parse(canonicalJson(program)));
  const errors = await validate(settings, { whitelist: true });
  if (errors.length === 0) return problemsOfTracks(settings);
  return errors.flatMap((error) => problemsIn(error, ''));
}

/** Where it is said in what was sent: a line and a column, or the program and its field. */
const placeIn = ({ lines }: ReadDirectory, program: number, path: string): string =>
  lines
    ? `/content/${cellOf(lines, [String(program), ...path.split('/').slice(1)])}`
    : `/programs/${program}${path}`;

const problemsIn = (error: ValidationError, above: string): FieldProblem[] => {
  const path = `${above}/${error.property}`;
  return [
    ...Object.values(error.constraints ?? {}).map((reason) => ({
      ...{ path, reason, accepted: 'as POST /v1/programs takes it' },
    })),
    ...(error.children ?? []).flatMap((child) => problemsIn(child, path)),
  ];
};
