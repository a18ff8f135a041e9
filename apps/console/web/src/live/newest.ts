import { replaceEqualDeep } from '@tanstack/react-query';

/**
 * For a query's `structuralSharing`: an answer that was under way while somebody acted is older than what
 * the act was answered, and must not take its place, or the next act goes by a version that is gone.
 */
export const newestBy =
  <T>(versionOf: (data: T) => number) =>
  (known: unknown, next: unknown): unknown =>
    known !== undefined && versionOf(known as T) > versionOf(next as T)
      ? known
      : replaceEqualDeep(known, next);
