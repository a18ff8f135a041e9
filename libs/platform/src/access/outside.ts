import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { Problem } from '../http/problem.js';
import type { Principal } from './principal.js';
import type { Scope } from './scopes.js';

/** Where the guard finds that a route answers people and systems of other organisations, too. */
export const OPEN_TO_OTHERS = 'handrail:open-to-others';

/**
 * For routes that tell other organisations only what the law and the person's consent allow, and keep a row of each
 * telling. Every other route is for this network alone (42 CFR 2.12(c)(3): communication within a program).
 */
export const OpenToOthers = (): MethodDecorator =>
  applyDecorators(SetMetadata(OPEN_TO_OTHERS, true), ApiExtension('x-open-to-others', true));

/** Whether somebody belongs to an organisation that is no part of this network. */
export const isOutside = (
  { organisation }: Pick<Principal, 'organisation'>,
  network: readonly string[],
): boolean => organisation !== null && !network.includes(organisation);

/** Whoever sends is told nothing about anybody. */
const SENDING: Scope = 'ingest.write';

/** Whether a route is for nobody of another organisation. */
export const isForNetworkOnly = (scopes: readonly Scope[], opensToOthers: boolean): boolean =>
  !opensToOthers && !scopes.every((scope) => scope === SENDING);

/** 403: somebody of another organisation asks what only this network may see. */
export const otherOrganisation = (): Problem =>
  new Problem(
    403,
    'other-organisation',
    'This is for the network itself',
    'Your organisation is not part of this network (HANDRAIL_NETWORK_ORGANISATIONS). The attempt is kept.',
    [
      {
        path: 'Authorization',
        reason: 'is of another organisation',
        accepted: 'a token of an organisation of this network',
      },
    ],
  );
