import { receiveStoredEvent } from '../cloudevents/receive-event.js';
import { receiveBundle } from '../fhir/receive-bundle.js';
import { receiveHl7 } from '../hl7v2/receive-hl7.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import type { Inbound, Protocol } from './domain/inbound.js';

/** Reads what was stored of a message, as on the day it came, with the profiles of today. */
export function readAgain(
  protocol: Protocol,
  raw: Buffer,
  stored: {
    readonly receivedAt: string;
    readonly profiles: SourceProfiles;
    readonly contentType: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Inbound[] {
  switch (protocol) {
    case 'cloudevents-http':
    case 'cloudevents-log': {
      const event = receiveStoredEvent({ ...stored, protocol, raw });
      return event ? [event] : [];
    }
    case 'hl7v2-http':
    case 'hl7v2-mllp':
      return receiveHl7(raw, { ...stored, protocol }).map(({ inbound }) => inbound);
    case 'fhir':
      return [receiveBundle(raw, stored)];
    default:
      return protocol satisfies never;
  }
}
