import type { Service } from './names.js';
import type { ParkedGroup as Group } from '../parked/domain/group-parked.js';

export type { ParkedHead, ParkedItem } from '../parked/domain/group-parked.js';

export type ParkedGroup = Group & { readonly service: Service };

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

export interface ActFailure {
  readonly id: string;
  readonly status: number;
  readonly reason: string;
}

export interface ActResult {
  readonly act: ParkedAct;
  readonly asked: number;
  readonly done: number;
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
