import type { OversizedBody } from '@handrail/platform';
import type { Inbound } from '../inbound/domain/inbound.js';
import { withinLimits } from '../inbound/message-limits.js';
import { oversizedMessage } from '../inbound/oversized-message.js';
import type { Arrived } from '../inbound/arrived.js';
import { readOrKeep } from '../inbound/unread.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import {
  attributesOfRequest,
  readHttpEvents,
  readRecordEvent,
  type EventOfRequest,
  type Headers,
} from './read-http.js';
import { receiveEvent, receiveRubbish, type EventArrival } from './receive-event.js';

const EVENT = 'application/cloudevents+json';
const UNSTATED = 'application/octet-stream';

/**
 * The events of a request, each as a message with its own bytes; read one by one, so that whoever reads
 * many can pause between them.
 */
export function receiveHttpEvents(
  { payload, headers = {}, receivedAt }: Arrived,
  profiles: SourceProfiles,
): { readonly isBatch: boolean; readonly inbounds: Iterable<Inbound> } {
  const { batch, events } = readHttpEvents(headers, payload);
  const contentType = batch ? EVENT : (headers['content-type'] ?? UNSTATED);
  const common = { protocol: 'cloudevents-http' as const, receivedAt, profiles, contentType };
  return { isBatch: batch, inbounds: inboundsOf(events, common) };
}

function* inboundsOf(
  events: readonly EventOfRequest[],
  common: Omit<EventArrival, 'raw' | 'headers'>,
): Generator<Inbound> {
  for (const event of events) yield toInbound(event, common);
}

/** A request that is too large to be read; in binary mode its headers say what event it was. */
export function oversizedEvent(body: OversizedBody, headers: Headers): Inbound {
  const { source, type, id } = attributesOfRequest(headers);
  return oversizedMessage(body, {
    ...{
      protocol: 'cloudevents-http',
      path: '/',
      contentType: headers['content-type'] ?? UNSTATED,
    },
    ...(source ? { source } : {}),
    ...(type ? { type } : {}),
    ...(id ? { controlId: id } : {}),
  });
}

/** The event of a record of the inbound topic. */
export function receiveRecordEvent(
  { payload, headers = {}, receivedAt, idTime, contentType, place }: Arrived,
  profiles: SourceProfiles,
): Inbound {
  const common = { protocol: 'cloudevents-log' as const, receivedAt, profiles, contentType };
  return toInbound(
    readRecordEvent(headers, payload),
    idTime === undefined ? common : { ...common, idTime },
    place,
  );
}

function toInbound(
  event: EventOfRequest,
  common: Omit<EventArrival, 'raw' | 'headers'>,
  place?: string,
): Inbound {
  const arrival = {
    ...common,
    raw: event.raw,
    ...('headers' in event && event.headers ? { headers: event.headers } : {}),
  };
  const read = () =>
    withinLimits(
      'parts' in event
        ? receiveEvent(event.parts, arrival, place)
        : receiveRubbish(arrival, event.problem, place),
    );
  // One event of a batch that a reader of ours stumbles over keeps none of the others from being read.
  return readOrKeep(read, arrival, (unread) => unread, place);
}
