import { INBOUND_TOPIC } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { event, somebody } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log, on which a source publishes.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const reported = () =>
  event('return-to-use-reported', {
    person: somebody(),
    occurredAt: '2026-11-07T09:00:00Z',
    evidence: 'self-report',
  });

const publish = (value: Buffer | null, headers: Record<string, string>) =>
  intake.eventLog.publish([{ topic: INBOUND_TOPIC, key: 'any', value, headers }]);

const settled = (query: string) =>
  eventually(async () => (await intake.messages(query))[0], { what: `a message with ${query}` });

describe('the inbound topic', () => {
  it('is read in structured mode', async () => {
    const sent = reported();
    await publish(Buffer.from(JSON.stringify(sent)), {
      'content-type': 'application/cloudevents+json; charset=utf-8',
    });
    expect(await settled(`controlId=${sent.id}`)).toMatchObject({
      protocol: 'cloudevents-log',
      disposition: 'applied',
      reason: 'return-to-use-reported',
    });
  });

  it('is read in binary mode', async () => {
    const sent = reported();
    await publish(Buffer.from(JSON.stringify(sent.data)), {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: sent.id,
      ce_source: sent.source,
      ce_type: sent.type,
    });
    expect(await settled(`controlId=${sent.id}`)).toMatchObject({ disposition: 'applied' });
  });

  it('takes results of other instruments', async () => {
    const sent = event('instrument-result-recorded', {
      person: somebody(),
      assessedAt: '2026-11-07T09:00:00Z',
      ...{ instrument: 'continuum', level: '2.1' },
    });
    await publish(Buffer.from(JSON.stringify(sent)), {
      'content-type': 'application/cloudevents+json',
    });
    const { id } = await settled(`controlId=${sent.id}`);
    expect((await intake.publishedBecauseOf(id)).at(-1)).toMatchObject({
      type: 'handrail.intake.instrument-result-recorded.v1',
      data: { instrument: 'continuum', level: '2.1', composite: null },
    });
  });

  it('knows an event that came over HTTP before', async () => {
    const sent = reported();
    await intake.send(sent);
    const marker = reported();
    for (const each of [sent, marker])
      await publish(Buffer.from(JSON.stringify(each)), {
        'content-type': 'application/cloudevents+json',
      });
    await settled(`controlId=${marker.id}`);
    expect(await intake.messages(`controlId=${sent.id}`)).toHaveLength(1);
  });

  it('shows what it refuses, and goes on behind it', async () => {
    const good = reported();
    const bad = { ...reported(), source: 'urn:test:bad', specversion: '0.3' };
    const headers = { 'content-type': 'application/cloudevents+json' };
    await publish(Buffer.from('{"half":'), headers);
    await publish(null, headers);
    await publish(Buffer.from(JSON.stringify(bad)), headers);
    await publish(Buffer.from(JSON.stringify(good)), headers);
    await settled(`controlId=${good.id}`);
    expect(await settled(`controlId=${bad.id}`)).toMatchObject({
      disposition: 'rejected',
      reason: 'invalid-event',
      problems: [{ path: '/specversion' }],
    });
    const rubbish = await intake.messages('disposition=rejected&source=unknown');
    expect(rubbish.map(({ reason }) => reason)).toEqual(['not-understood', 'not-understood']);
  });
});
