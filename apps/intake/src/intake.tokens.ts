/** `Ingest`: takes messages in. */
export const INGEST = Symbol('intake:ingest');
/** `SourceProfiles`: what the words of each sender mean. */
export const PROFILES = Symbol('intake:profiles');
/** `Identification`: says who a message is about, and keeps it secret. */
export const IDENTIFICATION = Symbol('intake:identification');
/** `Readers`: turn payloads into messages. */
export const READERS = Symbol('intake:readers');
