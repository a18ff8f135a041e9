/** `Ingest`: takes messages in. */
export const INGEST = Symbol('intake:ingest');
/** `SourceProfiles`: what the words of each sender mean. */
export const PROFILES = Symbol('intake:profiles');
/** `Pseudonyms`: keyed hashes of identifiers and visits. */
export const PSEUDONYMS = Symbol('intake:pseudonyms');
