import type { Query } from '@tanstack/react-query';

/** What is read once for somebody who edits it: read again meanwhile, it would take away what they typed. */
export const BEING_EDITED = { isBeingEdited: true } as const;

/** Everything that is read again when the page may have missed something. */
export const everythingShown = {
  predicate: ({ meta }: Pick<Query, 'meta'>) => meta?.['isBeingEdited'] !== true,
};
