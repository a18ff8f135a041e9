import { canonicalJson } from '@handrail/domain';
import type { ListedProgram } from './listed-program.js';

/** A field of a program that another directory says otherwise. */
export interface ChangedField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What taking a directory in would do to one program. */
export interface ProgramDifference {
  readonly programId: string;
  readonly kind: 'added' | 'changed' | 'same';
  readonly fields: readonly ChangedField[];
}

/**
 * What a directory says otherwise than what is known, program by program in its order. Programs it does
 * not list stay as they are: an import never removes anybody.
 */
export function differencesOf(
  known: ReadonlyMap<string, ListedProgram>,
  incoming: readonly ListedProgram[],
): ProgramDifference[] {
  return incoming.map((program) => {
    const before = known.get(program.id);
    if (!before) return { programId: program.id, kind: 'added', fields: [] };
    const fields = fieldsOf(before, program);
    return { programId: program.id, kind: fields.length > 0 ? 'changed' : 'same', fields };
  });
}

function fieldsOf(before: ListedProgram, after: ListedProgram): ChangedField[] {
  const { tracks: tracksBefore, ...saidBefore } = before;
  const { tracks: tracksAfter, ...saidAfter } = after;
  const tracks = new Set([...tracksBefore, ...tracksAfter].map(({ id }) => id));
  return [
    ...Object.keys(saidBefore).flatMap((field) =>
      changed(field, saidBefore[field as keyof typeof saidBefore], saidAfter[field as 'id']),
    ),
    ...[...tracks].flatMap((id) =>
      changed(
        `tracks/${id}`,
        tracksBefore.find((track) => track.id === id) ?? null,
        tracksAfter.find((track) => track.id === id) ?? null,
      ),
    ),
  ];
}

const changed = (field: string, before: unknown, after: unknown): ChangedField[] =>
  canonicalJson(before) === canonicalJson(after) ? [] : [{ field, before, after }];
