import { SourceProfiles } from '../profile/source-profiles.js';
import { readHttpEvents, readRecordEvent, type EventOfRequest } from './read-http.js';
import { receiveEvent } from './receive-event.js';

// What CloudEvents 1.0 asks of its HTTP and Kafka protocol bindings, in messages of our own: which
// attributes and which data an event has, however it came, and what is refused.
const attributes = {
  specversion: '1.0',
  id: 'conf-1',
  source: '/clinics/north',
  type: 'com.example.anything',
  time: '2026-11-07T09:00:00Z',
};
const data = { message: 'Hello there' };
const body = Buffer.from(JSON.stringify(data, null, 2));
const whole = (more: object = {}) => Buffer.from(JSON.stringify({ ...attributes, data, ...more }));

const prefixed = (prefix: string, more: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries({ ...attributes, ...more }).map(([name, value]) => [prefix + name, value]),
  );

const partsOf = (event: EventOfRequest) => {
  if (!('parts' in event)) throw new Error(`is no event: ${event.problem.reason}`);
  return event.parts;
};
const overHttp = (headers: Readonly<Record<string, string>>, bytes: Buffer) =>
  partsOf(readHttpEvents(headers, bytes).events[0]!);
const onKafka = (headers: Readonly<Record<string, string>>, bytes: Buffer) =>
  partsOf(readRecordEvent(headers, bytes));

const JSON_TYPES = ['application/json', 'application/json; charset=utf-8'];
const EVENT_TYPES = ['application/cloudevents+json', 'application/cloudevents+json; charset=utf-8'];

describe('the HTTP protocol binding', () => {
  it.each(JSON_TYPES)('reads binary content mode with %s', (type) => {
    expect(overHttp({ ...prefixed('ce-'), 'content-type': type }, body)).toEqual({
      attributes: { ...attributes, datacontenttype: type },
      data,
    });
  });

  it.each(EVENT_TYPES)('reads structured content mode with %s', (type) => {
    const bytes = whole({ datacontenttype: 'application/json' });
    expect(overHttp({ host: 'example.test', 'content-type': type }, bytes)).toEqual({
      attributes: { ...attributes, datacontenttype: 'application/json' },
      data,
    });
  });

  it('reads batched content mode, event by event', () => {
    const headers = { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' };
    const list = Buffer.from(`[${whole().toString()},${whole({ id: 'conf-2' }).toString()}]`);
    const { batch, events } = readHttpEvents(headers, list);
    expect(batch).toBe(true);
    expect(events.map((each) => partsOf(each).attributes['id'])).toEqual(['conf-1', 'conf-2']);
    expect(readHttpEvents(headers, Buffer.from('[]'))).toEqual({ batch: true, events: [] });
  });

  it('keeps extensions nobody here knows, in every mode', () => {
    const more = { comexampleextension1: 'value', comexampleextension2: '{"othervalue": 5}' };
    const structured = overHttp({ 'content-type': EVENT_TYPES[0]! }, whole(more));
    const binary = overHttp({ ...prefixed('ce-', more), 'content-type': JSON_TYPES[0]! }, body);
    for (const event of [structured, binary]) expect(event.attributes).toMatchObject(more);
    const [read] = readHttpEvents(
      { ...prefixed('ce-', more), 'content-type': JSON_TYPES[0]!, 'user-agent': 'foo' },
      body,
    ).events;
    expect(read).toMatchObject({ headers: more });
    expect(JSON.stringify(read)).not.toContain('user-agent');
  });

  it('decodes header values that are percent-encoded, and takes a stray percent sign as it is', () => {
    const headers = { 'content-type': JSON_TYPES[0]! };
    const read = (source: string) =>
      overHttp({ ...headers, ...prefixed('ce-', { source }) }, body).attributes['source'];
    expect(read('/clinics/%C3%A9t%C3%A9')).toBe('/clinics/été');
    expect(read('/100%')).toBe('/100%');
  });
});

describe('the Kafka protocol binding', () => {
  it('reads binary content mode', () => {
    const headers = { ...prefixed('ce_'), 'content-type': 'application/json' };
    expect(onKafka(headers, body)).toEqual({
      attributes: { ...attributes, datacontenttype: 'application/json' },
      data,
    });
  });

  it.each(EVENT_TYPES)('reads structured content mode with %s', (type) => {
    const bytes = whole({ datacontenttype: 'application/json' });
    expect(onKafka({ 'content-type': type }, bytes)).toEqual({
      attributes: { ...attributes, datacontenttype: 'application/json' },
      data,
    });
  });

  it('keeps extensions nobody here knows, in both modes', () => {
    const more = { comexampleextension1: 'value' };
    const binary = onKafka({ ...prefixed('ce_', more), 'content-type': 'application/json' }, body);
    const structured = onKafka({ 'content-type': EVENT_TYPES[0]! }, whole(more));
    for (const event of [binary, structured]) expect(event.attributes).toMatchObject(more);
  });
});

describe('the version', () => {
  const receive = (specversion: string, more: object = {}) => {
    const bytes = whole({ specversion, ...more });
    return receiveEvent(overHttp({ 'content-type': EVENT_TYPES[0]! }, bytes), {
      protocol: 'cloudevents-http',
      receivedAt: '2026-11-08T00:00:00.000Z',
      profiles: new SourceProfiles([]),
      raw: bytes,
      contentType: EVENT_TYPES[0]!,
    }).content;
  };
  const problemsOf = (content: ReturnType<typeof receive>) =>
    content.kind === 'rejected' ? content.problems : [];

  it.each(['0.3', '0.2', '1.1', '1', 'v1.0'])('%s is refused for what it is', (version) => {
    expect(problemsOf(receive(version))[0]).toEqual({
      path: '/specversion',
      reason: 'is another version of CloudEvents',
      accepted: '1.0',
    });
  });

  it('1.0 is taken; what is then refused is the type alone', () => {
    expect(problemsOf(receive('1.0')).map(({ path }) => path)).toEqual(['/type']);
  });

  it('0.3 with its own names of attributes is refused all the same', () => {
    const old = { schemaurl: 'https://example.test/schema', datacontentencoding: 'base64' };
    expect(problemsOf(receive('0.3', old))[0]).toMatchObject({ path: '/specversion' });
  });
});
