/** `Ingest`: takes messages in. */
export const INGEST = Symbol('intake:ingest');
/** `SourceProfiles`: what the words of each sender mean. */
export const PROFILES = Symbol('intake:profiles');
/** `RefusedBodies`: what is kept of messages that are refused. */
export const REFUSED_BODIES = Symbol('intake:refused-bodies');
/** `Identification`: says who a message is about, and keeps it secret. */
export const IDENTIFICATION = Symbol('intake:identification');
/** `Readers`: turn payloads into messages. */
export const READERS = Symbol('intake:readers');
/** `Inlet`: lets what arrives in, a few large ones at a time. */
export const INLET = Symbol('intake:inlet');
/** `ErasureLog`: who was erased, outside of the database; what it knows has been applied. */
export const ERASURE_LOG = Symbol('intake:erasure-log');
