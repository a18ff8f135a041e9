import type { DeterminationData } from '@handrail/contracts';
import type { DecisionInputs } from '../policy/domain/inputs.js';

/** Determinations as a version once made them, committed for ever. */
export interface GoldenDeterminations {
  readonly version: string;
  /** Fingerprint of the tables that made them. */
  readonly policyHash: string;
  readonly recorded: readonly {
    readonly inputs: DecisionInputs;
    readonly result: DeterminationData;
  }[];
}
