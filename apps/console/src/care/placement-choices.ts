import type { PlacementChoices } from '../api/care.js';

interface Program {
  readonly regions?: unknown;
  readonly payers?: unknown;
}

/** Every region and payer that some program serves, each once and in order. */
export function choicesOf(programs: readonly unknown[]): Omit<PlacementChoices, 'known'> {
  const every = (field: keyof Program): string[] => {
    const codes = (programs as readonly Program[]).flatMap((program) => {
      const served = program[field];
      return Array.isArray(served) ? (served as unknown[]) : [];
    });
    return [...new Set(codes.filter((code) => typeof code === 'string'))].sort();
  };
  return { regions: every('regions'), payers: every('payers') };
}
