import { z } from 'zod';

/** Settings of intake beside the common ones; names without the HANDRAIL_ prefix. */
export const intakeSettings = {
  /** Where HL7 v2 arrives over MLLP; 0 takes a free port. */
  MLLP_PORT: z.coerce.number().int().min(0).max(65_535).default(2575),
  /** Folder of source profiles (`*.yaml`); without one the shipped profile serves everybody. */
  PROFILES_DIR: z.string().optional(),
  /** Secret behind pseudonymous ids and look-up keys; made and kept in the database when left out. */
  PSEUDONYM_KEY: z.string().min(32).optional(),
} as const;

export interface IntakeSettings {
  readonly HOST: string;
  readonly PORT: number;
  readonly ROLES: readonly string[];
  readonly MLLP_PORT: number;
  readonly PROFILES_DIR?: string;
  readonly PSEUDONYM_KEY?: string;
}
