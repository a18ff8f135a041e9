import type { CaseProgram, CaseTrack, PlacementCase } from '../../../../src/api/placement-case.js';

type Programs = Pick<PlacementCase, 'programs'>;

/** What a program is called; its id where the directory does not know it any more. */
export const nameOf = ({ programs }: Programs, programId: string): string =>
  programs.find(({ id }) => id === programId)?.name ?? programId;

export function trackOf(
  { programs }: Programs,
  programId: string,
  trackId: string,
): { readonly program: CaseProgram; readonly track: CaseTrack } | null {
  const program = programs.find(({ id }) => id === programId);
  const track = program?.tracks.find(({ id }) => id === trackId);
  return program && track ? { program, track } : null;
}
