/** The system of an authority as it is kept: an OID is an address with its scheme, which some senders leave out. */
export const authoritySystem = (system: string): string =>
  /^[0-2](\.\d+){3,}$/.test(system) ? `urn:oid:${system}` : system;
