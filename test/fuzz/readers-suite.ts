import { unstorablePath } from '@handrail/domain';
import { readHttpEvents, readRecordEvent } from '../../apps/intake/src/cloudevents/read-http.js';
import { receiveEvent, receiveRubbish } from '../../apps/intake/src/cloudevents/receive-event.js';
import { receiveBundle } from '../../apps/intake/src/fhir/receive-bundle.js';
import { receiveHl7 } from '../../apps/intake/src/hl7v2/receive-hl7.js';
import type { Inbound } from '../../apps/intake/src/inbound/domain/inbound.js';
import { storableInbound } from '../../apps/intake/src/inbound/storable-inbound.js';
import { SourceProfiles } from '../../apps/intake/src/profile/source-profiles.js';
import { Dice } from './dice.js';
import { mutateHl7 } from './mutations/mutate-hl7.js';
import { mutateJson } from './mutations/mutate-json.js';
import { validBundle, validEvent, validHl7 } from './seeds.js';

// The inputs of the campaigns, many more of them, through the readers alone: none may throw, each gives
// messages with an end, and what is to be stored of them can be stored.
const SEED = 20_261_128;
const TOWN = 0;
const receivedAt = '2026-11-08T00:00:00.000Z';
const profiles = new SourceProfiles([]);

const READERS = {
  hl7: (name: string): Inbound[] => {
    const dice = new Dice(name);
    const raw = mutateHl7(dice, validHl7(dice, name, TOWN));
    const received = receiveHl7(raw, { protocol: 'hl7v2-mllp', receivedAt, profiles });
    return received.map(({ inbound }) => inbound);
  },
  fhir: (name: string): Inbound[] => {
    const dice = new Dice(name);
    const raw = mutateJson(dice, validBundle(dice, name, TOWN));
    return [receiveBundle(raw, { receivedAt, profiles, contentType: 'application/fhir+json' })];
  },
  events: (name: string): Inbound[] => {
    const dice = new Dice(name);
    const raw = mutateJson(dice, validEvent(dice, name, TOWN));
    const headers = { 'content-type': 'application/cloudevents+json' };
    const event = dice.oneIn(2)
      ? readHttpEvents(headers, raw).events[0]!
      : readRecordEvent(headers, raw);
    const protocol = 'cloudevents-log' as const;
    const arrival = { protocol, receivedAt, profiles, raw, contentType: headers['content-type'] };
    return [
      'parts' in event
        ? receiveEvent(event.parts, arrival)
        : receiveRubbish(arrival, event.problem),
    ];
  },
};

const faultOf = (inbound: Inbound): string | undefined => {
  const { source, type, controlId, contentType, content, warnings } = storableInbound(inbound);
  const kept = { source, type, controlId, contentType, content, warnings };
  for (const [field, text] of Object.entries({ source, type, controlId, contentType }))
    if (text !== null && (typeof text !== 'string' || Buffer.byteLength(text) > 2_048))
      return `${field} cannot be indexed`;
  const path = unstorablePath(kept);
  return path === undefined ? undefined : `${path} cannot be stored`;
};

/** So many inputs of one way; each way has a thin file of its own, so that they are read at once. */
export function readersSuite(way: keyof typeof READERS, count: number): void {
  it(`of ${way}, ${count} mutated inputs are read without a fault, and what they say can be stored`, () => {
    const faults: string[] = [];
    for (let n = 0; n < count && faults.length < 5; n += 1) {
      const name = `${way}-${SEED}-${n}`;
      try {
        const inbounds = READERS[way](name);
        if (inbounds.length === 0) faults.push(`${name}: no message at all`);
        for (const fault of inbounds.map(faultOf)) if (fault) faults.push(`${name}: ${fault}`);
      } catch (error) {
        faults.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
    expect(faults).toEqual([]);
  }, 1_800_000);
}
