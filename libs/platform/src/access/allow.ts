import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiForbiddenResponse } from '@nestjs/swagger';
import { ApiUnauthorizedResponse } from '@nestjs/swagger';
import { SCOPES, type Scope } from './scopes.js';

/** Where the guard finds the scopes of a route; an empty list is open to everybody. */
export const ALLOWED_SCOPES = 'handrail:allowed-scopes';

/** The member of an operation in OpenAPI that says the same; the matrix of roles and routes is made of it. */
export const SCOPES_EXTENSION = 'x-scopes';

/** Opens a route to whoever has one of the scopes. A route without this or `@Public` opens to nobody. */
export function Allow(...scopes: readonly [Scope, ...Scope[]]): MethodDecorator {
  const words = scopes.map((scope) => SCOPES[scope]).join('; or ');
  return applyDecorators(
    SetMetadata(ALLOWED_SCOPES, scopes),
    ApiExtension(SCOPES_EXTENSION, scopes),
    ApiBearerAuth(),
    ApiUnauthorizedResponse({ description: 'No token, or none that is valid' }),
    ApiForbiddenResponse({ description: `Needs ${scopes.join(' or ')}: ${words}` }),
  );
}

/** Opens a route to everybody: what probes ask, and what holds nothing about anybody. */
export function Public(): MethodDecorator {
  return applyDecorators(SetMetadata(ALLOWED_SCOPES, []), ApiExtension(SCOPES_EXTENSION, []));
}
