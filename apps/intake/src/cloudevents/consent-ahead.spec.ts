import { SourceProfiles } from '../profile/source-profiles.js';
import { readHttpEvents } from './read-http.js';
import { receiveEvent } from './receive-event.js';

const receivedAt = '2026-11-08T00:00:00.000Z';

function recorded(time: string | undefined, signedAt: string) {
  const consent = { kind: 'tpo', discloser: 'North', scope: 'all', recipients: ['birch'] };
  const body = JSON.stringify({
    ...{ specversion: '1.0', id: 'e1', source: 'urn:feed', time },
    type: 'handrail.inbound.consent-recorded.v1',
    data: {
      person: { identifiers: [{ system: 'urn:x', value: 'A' }] },
      consent: { ...consent, signedAt, textVersion: '2026-1' },
    },
  });
  const contentType = 'application/cloudevents+json';
  const [event] = readHttpEvents({ 'content-type': contentType }, Buffer.from(body)).events;
  if (!event || !('parts' in event)) throw new Error('is no event');
  return receiveEvent(event.parts, {
    ...{ protocol: 'cloudevents-http' as const, receivedAt, contentType },
    ...{ profiles: new SourceProfiles([]), raw: event.raw },
  }).content;
}

describe('a consent from a clock that is ahead', () => {
  it.each([
    ['by its event', '2026-11-08T20:00:00Z', '2026-11-07T09:00:00Z', receivedAt],
    ['by its signature', undefined, '2026-11-08T20:00:00Z', receivedAt],
    ['not at all', '2026-11-07T10:00:00Z', '2026-11-07T09:00:00Z', '2026-11-07T10:00:00.000Z'],
  ])('counts as reported when it came at the latest: ahead %s', (_by, time, signedAt, expected) => {
    expect(recorded(time, signedAt)).toMatchObject({
      statements: [{ fact: { kind: 'consent-recorded', consent: { reportedAt: expected } } }],
    });
  });
});
