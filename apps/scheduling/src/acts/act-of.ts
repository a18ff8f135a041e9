import { notFound, versionIn } from '@handrail/platform';
import type { ActByHand } from '../placement/domain/acts/act.js';
import { isUuid } from '../reads/check-query.js';

/** An act as its request says it. Something that is no id names no placement. */
export function actOf(
  id: string,
  ifMatch: string | undefined,
  { by, reason }: { readonly by: string; readonly reason: string },
): ActByHand {
  if (!isUuid(id)) throw notFound('placement');
  return { placementId: id.toLowerCase(), version: versionIn(ifMatch, 'a placement'), by, reason };
}
