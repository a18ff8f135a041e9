import type { Service } from '../api/names.js';
import type { CauseGroup } from './domain/group-parked.js';

export type { ParkedHead } from './domain/group-parked.js';

export type ParkedGroup = CauseGroup & { readonly service: Service };

export interface ParkedView {
  readonly at: string;
  readonly total: number;
  readonly groups: readonly ParkedGroup[];
  /** Services that did not answer: what they parked is not shown. */
  readonly unknown: readonly Service[];
  /** Services with more parked events than the console reads at once. */
  readonly cut: readonly Service[];
  /** Most events one group act touches. */
  readonly cap: number;
}

export type ParkedAct = 'retry' | 'discard';

/** An event the act did not settle, and why. */
export interface ActFailure {
  readonly id: string;
  /** `parked-again` was tried; `refused` was not; of `unanswered` nobody knows. */
  readonly kind: 'parked-again' | 'refused' | 'unanswered';
  readonly reason: string;
}

export interface ActResult {
  readonly act: ParkedAct;
  readonly asked: number;
  /** How many left the parking. */
  readonly done: number;
  /** Of those, how many ended as what: a retried message may end as ignored or rejected. */
  readonly became: Readonly<Record<string, number>>;
  /** Those that are still there. */
  readonly failed: readonly ActFailure[];
  /** Events of the group that remain because of the cap. */
  readonly left: number;
}

/** One act of an operator, kept for whoever asks later. */
export interface OperatorAct {
  readonly id: string;
  readonly at: string;
  readonly act: ParkedAct;
  readonly service: Service;
  readonly cause: string;
  readonly asked: number;
  readonly done: number;
  readonly reason: string;
}
