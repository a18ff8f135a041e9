import { receiveHttpEvents, receiveRecordEvent } from '../cloudevents/receive-payload.js';
import { attributesOfRecord } from '../cloudevents/read-http.js';
import { receiveStoredEvent } from '../cloudevents/receive-event.js';
import { receiveBundle } from '../fhir/receive-bundle.js';
import { readHl7, type ReceivedHl7 } from '../hl7v2/receive-hl7.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import type { Arrived } from '../inbound/arrived.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import { unread, type Unread } from '../inbound/unread.js';

/** What was made of a payload. */
export interface Understood {
  readonly messages: readonly ReceivedHl7[];
  /** It was a list of messages, each with its own result. */
  readonly isBatch: boolean;
}

/**
 * Reads a payload of any way in: pure, so that it may run in any thread. One that a reader of ours stumbles
 * over is kept whole, for people to look at.
 *
 * @param step called after each message
 */
export function readPayload(
  arrived: Arrived,
  profiles: SourceProfiles,
  step: () => void = () => undefined,
): Understood {
  const whole = wholeOf(arrived);
  try {
    const { messages, isBatch } = understand(arrived, profiles);
    const all: ReceivedHl7[] = [];
    for (const message of messages) {
      all.push(message);
      step();
    }
    return { messages: all, isBatch };
  } catch (error) {
    return keptWhole(error, whole, arrived.place);
  }
}

/** The payload as one message of which nothing is read. */
export function wholeOf(arrived: Arrived): Unread {
  const { payload: raw, place: _place, headers: _headers, ...rest } = arrived;
  const headers = keptHeaders(arrived);
  return { ...rest, raw, ...(headers ? { headers } : {}) };
}

/** What becomes of a payload that a reader of ours stumbles over. */
export const keptWhole = (error: unknown, whole: Unread, place?: string): Understood =>
  only(unread(error, whole, place));

/** Headers that are part of an event: its attributes in binary mode, or those it was stored with. */
function keptHeaders({ protocol, headers = {}, isStored }: Arrived) {
  if (isStored) return headers as Readonly<Record<string, string>>;
  return protocol === 'cloudevents-log' ? attributesOfRecord(headers) : undefined;
}

/** A payload whose messages are read one by one, as they are asked for. */
interface Reading {
  readonly messages: Iterable<ReceivedHl7>;
  readonly isBatch: boolean;
}

export function understand(arrived: Arrived, profiles: SourceProfiles): Reading {
  const { protocol, payload, receivedAt, contentType } = arrived;
  switch (protocol) {
    case 'hl7v2-mllp':
    case 'hl7v2-http':
      return {
        messages: readHl7(payload, { protocol, receivedAt, profiles }),
        isBatch: false,
      };
    case 'fhir':
      return only(receiveBundle(payload, { receivedAt, profiles, contentType }));
    case 'cloudevents-http':
    case 'cloudevents-log': {
      if (arrived.isStored) return storedEvent(arrived, profiles);
      if (protocol === 'cloudevents-log') return only(receiveRecordEvent(arrived, profiles));
      const { isBatch, inbounds } = receiveHttpEvents(arrived, profiles);
      return { messages: withoutHeaders(inbounds), isBatch };
    }
    default:
      return protocol satisfies never;
  }
}

function storedEvent(arrived: Arrived, profiles: SourceProfiles): Understood {
  const { protocol, payload, receivedAt, contentType, headers } = arrived;
  const event = receiveStoredEvent({
    ...{ protocol, receivedAt, profiles, contentType, raw: payload },
    ...(headers ? { headers: headers as Readonly<Record<string, string>> } : {}),
  });
  return { messages: event ? [withoutHeader(event)] : [], isBatch: false };
}

const withoutHeader = (inbound: Inbound): ReceivedHl7 => ({
  inbound,
  header: null,
  answersAsAsked: false,
});

function* withoutHeaders(inbounds: Iterable<Inbound>): Generator<ReceivedHl7> {
  for (const inbound of inbounds) yield withoutHeader(inbound);
}

const only = (inbound: Inbound): Understood => ({
  messages: [withoutHeader(inbound)],
  isBatch: false,
});
