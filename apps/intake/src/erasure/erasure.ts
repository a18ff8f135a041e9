/** Why somebody is erased. Codes, because the log of erasures outlives everything else about them. */
export const ERASURE_REASONS = [
  'person-asked',
  'court-order',
  'retention-over',
  'recorded-in-error',
] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/**
 * That somebody was erased, and all that is needed to do it again in an older copy of the database: ids and
 * keyed digests, nothing that says who it was.
 */
export interface Erasure {
  readonly id: string;
  readonly erasedAt: string;
  readonly reason: ErasureReason;
  /** Everybody this person was known as: themselves, and who was merged into them. */
  readonly persons: readonly string[];
  readonly dataKeys: readonly string[];
  /** Of their messages: what recognises one that comes again, with the digest of its content. */
  readonly claims: ReadonlyArray<readonly [key: string, contentHash: string | null]>;
}
