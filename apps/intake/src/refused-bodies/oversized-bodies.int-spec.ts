import { connect } from 'node:net';
import { EVENT_LIMITS } from '../cloudevents/event-limits.js';
import type { FeedDto } from '../feeds/feed.dto.js';
import { FHIR_LIMITS } from '../fhir/fhir-limits.js';
import { HL7_LIMITS } from '../hl7v2/hl7-limits.js';
import { adt, event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake, type Answer } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const FHIR = { path: '/v1/fhir', type: 'application/fhir+json', limit: FHIR_LIMITS.bytes };
const EVENTS = {
  ...{ path: '/v1/events', type: 'application/cloudevents+json', limit: EVENT_LIMITS.bytes },
};
const HL7 = { path: '/v1/hl7v2', type: 'application/hl7-v2', limit: HL7_LIMITS.bytes };

type Way = typeof FHIR;
const OVER = (bytes: number) => Buffer.alloc(bytes, '{');

const stated = ({ path, type }: Way, body: Buffer, headers: Record<string, string> = {}) =>
  intake.call(path, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: new Uint8Array(body),
  });

/** Without its length, in pieces. */
const chunked = ({ path, type }: Way, body: Buffer) => {
  const pieces = new ReadableStream<Uint8Array>({
    start(out) {
      for (let at = 0; at < body.length; at += 65_536)
        out.enqueue(new Uint8Array(body.subarray(at, at + 65_536)));
      out.close();
    },
  });
  const init = { method: 'POST', headers: { 'content-type': type }, body: pieces };
  return intake.call(path, { ...init, duplex: 'half' } as RequestInit);
};

const counted = async (name: string) => {
  const line = (await intake.call('/metrics')).text.split('\n').find((l) => l.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? 0);
};

const problemOf = (limit: number, path = '/') => ({
  path,
  reason: `has more than ${limit} bytes`,
  accepted: `at most ${limit} bytes: the same in several smaller messages`,
});

/** The newest message of the list, which is the refused one, without its body. */
async function expectKept(id: unknown, way: Way, bytes: number, path?: string): Promise<void> {
  const [listed] = await intake.messages('disposition=rejected&limit=1');
  expect(listed).toMatchObject({
    id,
    source: 'unknown',
    disposition: 'rejected',
    reason: 'too-large',
    problems: [problemOf(way.limit, path)],
    refusedBody: { bytes, digest: null, dropped: 'too-large', droppedAt: listed!.receivedAt },
  });
  const raw = await intake.call(`/v1/messages/${listed!.id}/raw`);
  expect([raw.status, raw.json['type']]).toEqual([410, 'urn:handrail:problem:body-not-kept']);
}

describe.each([
  ['whose length is stated', stated],
  ['whose length is not stated', chunked],
] as const)('a body of a byte too many, %s,', (_, send) => {
  it.each(['/v1/fhir', '/v1/fhir/$process-message'])(
    'is answered by %s with an OperationOutcome, and is a message',
    async (path) => {
      const { status, type, json } = await send({ ...FHIR, path }, OVER(FHIR.limit + 1));
      expect([status, type]).toEqual([413, 'application/fhir+json; charset=utf-8']);
      const { reason, accepted } = problemOf(FHIR.limit);
      expect(json).toEqual({
        resourceType: 'OperationOutcome',
        id: expect.any(String) as string,
        issue: [
          {
            severity: 'error',
            code: 'too-long',
            diagnostics: `Bundle ${reason}; accepted is ${accepted}`,
            expression: ['Bundle'],
          },
        ],
      });
      await expectKept(json['id'], FHIR, FHIR.limit + 1, 'Bundle');
    },
  );

  it.each([
    ['CloudEvents', EVENTS],
    ['HL7', HL7],
  ])('of %s is answered with a problem that names its message', async (_name, way) => {
    const { status, type, json } = await send(way, OVER(way.limit + 1));
    expect([status, type]).toEqual([413, 'application/problem+json; charset=utf-8']);
    expect(json).toMatchObject({
      ...{ type: 'urn:handrail:problem:http-413', title: 'The body is too large', status: 413 },
      errors: [problemOf(way.limit)],
    });
    await expectKept(json['messageId'], way, way.limit + 1);
  });
});

describe('a body that is too large', () => {
  it('is of whom the headers of its event name', async () => {
    const { json } = await stated({ ...EVENTS, type: 'application/json' }, OVER(EVENTS.limit + 1), {
      'ce-specversion': '1.0',
      'ce-id': 'big-1',
      'ce-source': 'urn:test:large%20network',
      'ce-type': 'handrail.inbound.stay-ended.v1',
    });
    expect(await intake.message(json['messageId'] as string)).toMatchObject({
      ...{ source: 'urn:test:large network', type: 'handrail.inbound.stay-ended.v1' },
      ...{ controlId: 'big-1', disposition: 'rejected', reason: 'too-large' },
    });
  });

  it('may state any length: what the database can say of it is kept', async () => {
    const { hostname, port } = new URL(intake.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v1/fhir HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: ${FHIR.type}\r\n` +
        'Content-Length: 99999999999\r\n\r\n{',
    );
    let answer = '';
    for await (const part of socket.setEncoding('utf8')) answer += part as string;
    expect(answer).toMatch(/^HTTP\/1.1 413 .*"too-long"/s);
    const [listed] = await intake.messages('disposition=rejected&limit=1');
    expect(listed).toMatchObject({ reason: 'too-large', refusedBody: { bytes: 2 ** 31 - 1 } });
  });

  it('counts as a refused message, in the metrics and in its feed', async () => {
    const refused = 'handrail_intake_messages_total{protocol="fhir",disposition="rejected"}';
    const dropped = 'handrail_intake_refused_bodies_dropped_total{reason="too-large"}';
    const before = [await counted(refused), await counted(dropped)];
    const { json } = await stated(FHIR, OVER(FHIR.limit + 1));
    expect([await counted(refused), await counted(dropped)]).toEqual(before.map((n) => n + 1));
    const feeds = (await intake.call('/v1/feeds')).json['items'] as FeedDto[];
    const feed = feeds.find(({ source }) => source === 'unknown')!;
    expect(feed).toMatchObject({ allRefused: true, errored: feed.received });
    expect(feed.lastRefusal).toMatchObject({
      ...{ messageId: json['id'], reason: 'too-large' },
      problems: [problemOf(FHIR.limit, 'Bundle')],
    });
  });

  it('of another media type than is taken is refused for that, like a small one', async () => {
    const answer = await stated({ ...FHIR, type: 'text/plain' }, OVER(FHIR.limit + 1));
    expect(answer.status).toBe(415);
  });
});

describe('a body of exactly the limit', () => {
  /** Blanks at the end say nothing in any of the three. */
  const padded = (text: string, { limit }: Way, blank = ' ') =>
    Buffer.concat([Buffer.from(text), Buffer.alloc(limit - Buffer.byteLength(text), blank)]);
  const read: ReadonlyArray<readonly [string, Way, Buffer]> = [
    [
      'FHIR',
      FHIR,
      padded(
        JSON.stringify({
          ...{ resourceType: 'Bundle', type: 'message' },
          entry: [
            {
              resource: {
                resourceType: 'MessageHeader',
                eventCoding: { code: 'notification-of-nothing' },
                source: { endpoint: 'urn:test:exact' },
              },
            },
          ],
        }),
        FHIR,
      ),
    ],
    [
      'CloudEvents',
      EVENTS,
      padded(
        JSON.stringify(
          event('stay-started', {
            ...{ person: somebody(), stay: somewhere(), startedAt: '2026-11-02T08:30:00Z' },
          }),
        ),
        EVENTS,
      ),
    ],
    ['HL7', HL7, padded(adt('A01', { control: 'exact', mrn: 'EXACT-1' }), HL7, '\r')],
  ];

  it.each(read)('of %s is read', async (_name, way, body) => {
    expect(body).toHaveLength(way.limit);
    const answers: Answer[] = [await stated(way, body), await chunked(way, body)];
    for (const { status, text } of answers) {
      expect([200, 202]).toContain(status);
      expect(text).not.toContain('bytes');
    }
  });
});
