import type { MessageDisposition } from '@handrail/contracts';

/** How a message may end; a list of its own, because the page is built from it too. */
export const DISPOSITIONS = [
  'applied',
  'ignored',
  'superseded',
  'rejected',
  'parked',
  'pending',
] as const satisfies readonly MessageDisposition[];
