/** What an authority is kept as, and how it was written where that is otherwise. */
export const statedAuthority = (
  stated: string,
): { readonly system: string; readonly statedSystem?: string } => {
  const system = authoritySystem(stated);
  return system === stated ? { system } : { system, statedSystem: stated };
};

/** The system of an authority as it is kept: an OID is an address with its scheme, which some senders leave out. */
export const authoritySystem = (system: string): string =>
  /^[0-2](\.\d+){3,}$/.test(system) ? `urn:oid:${system}` : system;
