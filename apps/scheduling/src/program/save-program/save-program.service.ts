import { Inject, Injectable } from '@nestjs/common';
import { deriveId } from '@handrail/domain';
import type { Cause, Messaging, UnitOfWork } from '@handrail/messaging';
import { conflict, MESSAGING, notFound, preconditionFailed } from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import { SELECT_PROGRAMS, toProgram, type StoredProgram } from '../program-row.js';
import { announceCapacity } from '../announce-capacity.js';
import { weekTimer } from '../week-timer.js';
import { noteChanges, type Serving } from './note-changes.js';
import type { NewProgramDto, ProgramSettingsDto } from './program.dto.js';
import {
  DELETE_TRACKS,
  INSERT_PROGRAM,
  LOCK_PROGRAM,
  LOCK_TRACKS,
  saveTracks,
  type PlacedTrack,
  UPDATE_PROGRAM,
} from './save-program.sql.js';

/** A program as it is to be; the version the caller has read, or null for one that is new. */
export interface ProgramChange {
  readonly program: NewProgramDto;
  readonly version: number | null;
}

/** Adds and changes programs under their lanes, and tells the places that follow. */
@Injectable()
export class ProgramSaver {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  async add(program: NewProgramDto): Promise<void> {
    await this.saveAll([{ program, version: null }]);
  }

  /** `version` is the one the caller read; somebody else's change in between is refused. */
  async change(id: string, version: number, settings: ProgramSettingsDto): Promise<void> {
    await this.saveAll([{ program: { ...settings, id }, version }]);
  }

  /** All of them or, where one is refused, none. */
  async saveAll(changes: readonly ProgramChange[]): Promise<void> {
    const now = new Date().toISOString();
    // In one order, so that two who change the same programs do not wait for each other.
    const inOrder = changes.toSorted((a, b) => (a.program.id < b.program.id ? -1 : 1));
    const ids = inOrder.map(({ program }) => program.id);
    await this.#messaging.transact(ids, async (unit) => {
      const served: Serving[] = [];
      for (const change of inOrder)
        served.push(
          ...(change.version === null
            ? await addOne(unit, change.program, now)
            : await changeOne(unit, change.program, { version: change.version, now })),
        );
      if (served.length > 0) await noteChanges(unit, served);
      const cause = commandCause(ids, now);
      for (const { program } of inOrder)
        await unit.timers(program.id, cause, weekTimer(program, now));
      await announceCapacity(unit, ids, cause, now);
    });
  }
}

/** Whom the program serves that is added. */
async function addOne(unit: UnitOfWork, program: NewProgramDto, now: string): Promise<Serving[]> {
  const [added] = await unit.tx.query(INSERT_PROGRAM, columnsOf(program.id, program));
  if (!added) throw conflict('program-exists', 'There is a program with this id already.');
  await saveTracks(unit.tx, placedTracks(program.id, program, now));
  return [program];
}

/** Whom the program serves and has served, where what a person is matched by is another than before. */
async function changeOne(
  unit: UnitOfWork,
  program: NewProgramDto,
  { version, now }: { readonly version: number; readonly now: string },
): Promise<Serving[]> {
  const { id } = program;
  const [known] = await unit.tx.query<KnownProgram>(LOCK_PROGRAM, [id]);
  if (!known) throw notFound('program');
  if (known.version !== version)
    throw preconditionFailed('The program was changed since you read it.');
  const offered = await offerOf(unit, id);
  await removeTracks(unit, id, program, known.level);
  // Whoever does not know of admission hours, or of organisations, changes none.
  const states = [program.admissionHours, program.organisation, program.runBy].map(
    (stated) => stated !== undefined,
  );
  await unit.tx.query(UPDATE_PROGRAM, [...columnsOf(id, program), ...states]);
  await saveTracks(unit.tx, placedTracks(id, program, now));
  return (await offerOf(unit, id)) === offered ? [] : [known, program];
}

const columnsOf = (id: string, settings: ProgramSettingsDto): unknown[] => [
  id,
  settings.name,
  settings.level,
  settings.regions,
  settings.timeZone,
  settings.payers ?? [],
  settings.capabilities ?? [],
  settings.acceptance ?? 'automatic',
  settings.closed ?? false,
  settings.facilities ?? [],
  settings.admissionHours ? JSON.stringify(settings.admissionHours) : null,
  settings.organisation ?? null,
  settings.runBy ?? null,
];

/** People who hold a place must not lose the track or the level they hold it at. */
async function removeTracks(
  unit: UnitOfWork,
  id: string,
  settings: ProgramSettingsDto,
  level: string,
): Promise<void> {
  const tracks = await unit.tx.query<{ id: string; taken: number }>(LOCK_TRACKS, [id]);
  const kept = new Set(settings.tracks.map((track) => track.id));
  const removed = tracks.filter((track) => !kept.has(track.id));
  if (removed.some((track) => track.taken > 0))
    throw conflict('track-in-use', 'A track that people hold places in cannot be removed.');
  if (level !== settings.level && tracks.some((track) => track.taken > 0))
    throw conflict('program-in-use', 'The level cannot change while people hold places.');
  if (removed.length > 0)
    await unit.tx.query(DELETE_TRACKS, [id, removed.map((track) => track.id)]);
}

const placedTracks = (
  programId: string,
  { tracks }: ProgramSettingsDto,
  asOf: string,
): PlacedTrack[] => tracks.map((track, position) => ({ programId, position, track, asOf }));

interface KnownProgram extends Serving {
  readonly version: number;
}

const ONE = `${SELECT_PROGRAMS} WHERE p.id = $1`;

/** Everything a person is matched by. More places alone wake the allocator, they change no match. */
async function offerOf(unit: UnitOfWork, id: string): Promise<string> {
  const [row] = await unit.tx.query<StoredProgram>(ONE, [id]);
  const { name: _name, admissionHours: _hours, tracks, ...program } = toProgram(row!);
  return JSON.stringify([program, tracks.map(({ places: _places, ...track }) => track)]);
}

function commandCause(programIds: readonly string[], now: string): Cause {
  const id = deriveId(Date.parse(now), 'save-program', ...programIds, randomUUID());
  return { id, correlationId: id, recordedTime: now };
}
