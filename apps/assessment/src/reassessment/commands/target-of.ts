import { versionIn } from '@handrail/platform';
import { pathId } from '../../http/path-id.js';

/** Which version of which reassessment a request is about. */
export const targetOf = (id: string, ifMatch: string | undefined) => ({
  id: pathId(id),
  version: versionIn(ifMatch, 'reassessment'),
});
