/** A page of a list, as every service answers it. */
export interface PageAnswer<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * An answer as a reader has to take it while services of two releases run side by side: an older one leaves
 * out what came `Later`.
 */
export type OfAnyRelease<Answer, Later extends keyof Answer> = Omit<Answer, Later> &
  Partial<Pick<Answer, Later>>;
