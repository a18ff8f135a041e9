import type { Profile } from '../profile/source-profiles.js';
import type { Hl7Message } from './hl7-message.js';
import { offsetIn, readTime } from './hl7-time.js';

/**
 * The zone of a message's times that are written without an offset: the offset of MSH-7 where it has one,
 * because one clock writes the whole message, else the zone of the source profile.
 */
export const zoneOf = (message: Hl7Message, { zone }: Profile): string =>
  offsetIn(message.header.text(7)) ?? zone;

/** Reads the time in a field of the first segment of that name, as UTC. */
export const timeReader =
  (message: Hl7Message, zone: string) =>
  (segment: string, field: number): string | undefined =>
    readTime(message.segment(segment).text(field), zone);
