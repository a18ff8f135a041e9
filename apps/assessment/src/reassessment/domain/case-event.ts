import type { DeterminationData } from '@handrail/contracts';
import type { FactTakenBack, LastingFact } from './facts.js';
import type { LevelDecision, Reassessment, Trigger, UsedInputs } from './person-case.js';
import type { WorkEvent } from './work-event.js';

/** What can happen in the case of a person. Rules answer with these; `evolve` folds them. */
export type CaseEvent =
  | { readonly kind: 'fact-recorded'; readonly fact: LastingFact }
  | { readonly kind: 'fact-taken-back'; readonly fact: FactTakenBack }
  | { readonly kind: 'reassessment-opened'; readonly reassessment: Reassessment }
  | EvidenceChanged
  | ProposalMade
  | LevelDetermined
  | BasisConfirmed
  | WorkEvent
  | Withdrawn;

/** Reasons joined, fell, or are shared with another reassessment. */
interface EvidenceChanged {
  readonly kind: 'evidence-changed';
  readonly id: string;
  readonly triggers: readonly Trigger[];
  readonly shared: readonly Trigger[];
  readonly fallen: readonly Trigger[];
  readonly at: string;
}

/** The policy answered and a person has to decide; what was decided before is open again. */
interface ProposalMade {
  readonly kind: 'proposal-made';
  readonly id: string;
  readonly proposal: DeterminationData;
  readonly used: UsedInputs;
  readonly dueAt: string;
  readonly basis: string;
  readonly at: string;
}

interface LevelDetermined {
  readonly kind: 'level-determined';
  readonly id: string;
  readonly decision: LevelDecision;
  readonly basis: string;
}

/** The policy was asked again and would say the same. */
interface BasisConfirmed {
  readonly kind: 'basis-confirmed';
  readonly id: string;
  readonly basis: string;
}

interface Withdrawn {
  readonly kind: 'withdrawn';
  readonly id: string;
  readonly at: string;
  readonly reason: 'trigger-retracted' | 'died';
}
