import { notFound, versionIn } from '@handrail/platform';
import type { ActByHand } from '../placement/domain/acts/act.js';
import { isUuid } from '../reads/check-query.js';

/** Who acts, why, and on which version of what. */
export interface ActOn {
  readonly id: string;
  readonly version: number;
  readonly by: string;
  readonly reason: string;
}

/** The act of a request. Something that is no id names no such thing: 404. */
export function actOn(
  thing: string,
  id: string,
  ifMatch: string | undefined,
  { by, reason }: { readonly by: string; readonly reason: string },
): ActOn {
  if (!isUuid(id)) throw notFound(thing);
  return { id: id.toLowerCase(), version: versionIn(ifMatch, thing), by, reason };
}

/** The act of a request on a placement. */
export function actOf(
  ...request: [string, string | undefined, Pick<ActOn, 'by' | 'reason'>]
): ActByHand {
  const { id: placementId, ...act } = actOn('placement', ...request);
  return { placementId, ...act };
}
