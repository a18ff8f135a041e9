/** Places of all programs of a level, and since when the oldest of these numbers has stood. */
export interface LevelCapacity {
  readonly level: string;
  readonly places: number;
  /** Places somebody can get now, as scheduling counts them; null where it does not say. */
  readonly free: number | null;
  readonly oldestAsOf: string | null;
}

export interface CapacityView {
  readonly levels: readonly LevelCapacity[];
  /** False when the scheduling service did not answer. */
  readonly known: boolean;
}
