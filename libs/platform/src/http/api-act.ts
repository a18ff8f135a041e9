import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiNotFoundResponse, ApiResponse } from '@nestjs/swagger';

interface Words {
  /** What the version in If-Match is a version of, where that is not the thing the path names. */
  readonly version?: string;
  /** When it is refused with 409; left out of acts that are possible in every state. */
  readonly conflict?: string;
  /** When it is refused because of a newer version, where the answer says more than that. */
  readonly changed?: string;
}

const CHANGED = 'It was changed meanwhile';

/**
 * What OpenAPI says of an act on one version of something: the If-Match it needs, and the answers to
 * whoever names nothing, comes too late or leaves the version out. On a method, or on a controller all of
 * whose routes are such acts.
 */
export const ApiAct = ({
  version = 'The ETag you last read',
  conflict,
  changed = CHANGED,
}: Words = {}) =>
  applyDecorators(
    ApiHeader({ name: 'If-Match', required: true, description: version }),
    ApiNotFoundResponse(),
    ...(conflict === undefined ? [] : [ApiResponse({ status: 409, description: conflict })]),
    ApiResponse({ status: 412, description: changed }),
    ApiResponse({ status: 428, description: 'If-Match is missing' }),
  );
