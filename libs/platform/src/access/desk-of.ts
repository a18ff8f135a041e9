import type { Principal } from './principal.js';

/**
 * The organisation whose programs somebody answers for: of whoever answers offers, places nobody, and says which
 * organisation of the network they are of. Null for everybody else of the network, who work for all of it.
 */
export const deskOf = (
  { organisation, scopes }: Pick<Principal, 'organisation' | 'scopes'>,
  network: readonly string[],
): string | null =>
  organisation !== null &&
  network.includes(organisation) &&
  scopes.has('offers.answer') &&
  !scopes.has('placements.act')
    ? organisation
    : null;
