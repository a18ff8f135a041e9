import { SourceProfiles } from '../profile/source-profiles.js';
import { readHttpEvents, readRecordEvent, type EventOfRequest } from './read-http.js';
import { receiveEvent, receiveRubbish } from './receive-event.js';

const receivedAt = '2026-11-08T00:00:00.000Z';
const profiles = new SourceProfiles([]);

function receive(event: EventOfRequest) {
  const arrival = {
    protocol: 'cloudevents-http' as const,
    receivedAt,
    profiles,
    raw: event.raw,
    contentType: 'application/cloudevents+json',
  };
  return 'parts' in event
    ? receiveEvent(event.parts, arrival)
    : receiveRubbish(arrival, event.problem);
}

const person = { identifiers: [{ system: 'urn:x', value: 'A' }], name: { family: 'Alder' } };
const data = {
  person,
  stay: { id: 'V1', facility: 'lakeside', setting: 'residential' },
  endedAt: '2026-11-07T09:00:00-05:00',
  disposition: 'completed',
};
const event = {
  specversion: '1.0',
  id: 'e1',
  source: 'urn:feed',
  type: 'handrail.inbound.stay-ended.v1',
  time: '2026-11-07T09:00:00-05:00',
  data,
};

const structured = (value: unknown) => {
  const body = Buffer.from(JSON.stringify(value));
  const request = readHttpEvents({ 'content-type': 'application/cloudevents+json' }, body);
  return receive(request.events[0]!);
};
const problemsOf = (value: unknown) => {
  const { content } = structured(value);
  return content.kind === 'rejected' ? content.problems : [];
};

describe('an attribute that is null', () => {
  it.each(['subject', 'dataschema', 'time', 'datacontenttype', 'data_base64', 'anything'])(
    'is one that is not there: %s',
    (name) => {
      const { [name as 'time']: _, ...without } = event;
      const read = structured({ ...event, [name]: null });
      expect(read.content).toEqual(structured(without).content);
      expect(read.content.kind).toBe('statements');
    },
  );

  it('is missing where it is required', () => {
    expect(problemsOf({ ...event, id: null })).toMatchObject([
      { path: '/id', reason: 'is missing' },
    ]);
  });
});

describe('a CloudEvent', () => {
  it('says the same in structured and in binary mode, over HTTP and on the log', () => {
    const body = Buffer.from(JSON.stringify(data));
    const attributes = (dash: string) => ({
      [`ce${dash}specversion`]: '1.0',
      [`ce${dash}id`]: 'e1',
      [`ce${dash}source`]: 'urn:feed',
      [`ce${dash}type`]: event.type,
      [`ce${dash}time`]: event.time,
      'content-type': 'application/json; charset=utf-8',
    });
    const [http] = readHttpEvents(attributes('-'), body).events;
    const claims = [
      structured(event),
      receive(http!),
      receive(readRecordEvent(attributes('_'), body)),
    ].map(({ claim }) => claim);
    expect(claims[1]).toEqual(claims[0]);
    expect(claims[2]).toEqual(claims[0]);
  });

  it('reads a structured record of the log', () => {
    const record = readRecordEvent(
      { 'Content-Type': 'application/cloudevents+json; charset=utf-8' },
      Buffer.from(JSON.stringify(event)),
    );
    expect(receive(record)).toMatchObject({ source: 'urn:feed', controlId: 'e1' });
  });

  it('becomes a statement with times in UTC', () => {
    expect(structured(event).content).toMatchObject({
      statements: [
        {
          kind: 'visit',
          visit: { facility: 'lakeside', number: 'V1' },
          report: {
            kind: 'ended',
            endedAt: '2026-11-07T14:00:00.000Z',
            reportedAt: '2026-11-07T14:00:00.000Z',
            disposition: 'completed',
            setting: 'residential',
          },
        },
      ],
    });
  });

  it('is known by source and id, and told apart by its content', () => {
    const other = structured({ ...event, data: { ...data, disposition: 'died' } });
    expect(other.claim!.key).toBe(structured(event).claim!.key);
    expect(other.claim!.contentHash).not.toBe(structured(event).claim!.contentHash);
  });

  it('has the same content whatever the order of its fields and its extensions', () => {
    const { type, ...rest } = event;
    const turned = structured({ traceparent: '00-1', ...rest, type });
    expect(turned.claim).toEqual(structured(event).claim);
  });

  it('takes data given as base64', () => {
    const { data: _data, ...rest } = event;
    const encoded = Buffer.from(JSON.stringify(data)).toString('base64');
    expect(structured({ ...rest, data_base64: encoded }).claim).toEqual(structured(event).claim);
  });

  it('leaves out identifiers that name nobody', () => {
    const identifiers = [
      { system: 'urn:x', value: '999999999' },
      { system: 'http://terminology.hl7.org/CodeSystem/v2-0203', value: '192' },
      ...person.identifiers,
    ];
    const odd = { ...event, data: { ...data, person: { ...person, identifiers } } };
    expect(structured(odd).content).toMatchObject({
      statements: [{ person: { identifiers: [{ system: 'urn:x', value: 'A' }] } }],
    });
  });

  it('keeps an odd birth date as text', () => {
    const odd = { ...event, data: { ...data, person: { ...person, birthDate: '1990-02-31' } } };
    expect(structured(odd).content).toMatchObject({
      statements: [{ person: { details: { birthDateText: '1990-02-31' } } }],
    });
  });

  it.each([
    ['no id', { ...event, id: undefined }, '/id'],
    ['an empty source', { ...event, source: '' }, '/source'],
    ['version 0.3', { ...event, specversion: '0.3' }, '/specversion'],
    ['no version', { ...event, specversion: undefined }, '/specversion'],
    ['an unknown type', { ...event, type: 'handrail.inbound.stay-exploded.v1' }, '/type'],
    ['a type that is no text', { ...event, type: { toString: [] } }, '/type'],
    ['an internal type', { ...event, type: 'handrail.intake.stay-ended.v1' }, '/type'],
    ['a time without offset', { ...event, time: '2026-11-07T09:00:00' }, '/time'],
    ['data that is not JSON', { ...event, datacontenttype: 'text/xml' }, '/datacontenttype'],
    ['no data', { ...event, data: undefined }, '/data'],
    [
      'no identifier',
      { ...event, data: { ...data, person: { identifiers: [] } } },
      '/data/person/identifiers',
    ],
    [
      'identifiers that name nobody',
      { ...event, data: { ...data, person: { identifiers: [{ system: 'urn:x', value: 'N/A' }] } } },
      '/data/person/identifiers',
    ],
    [
      'a wrong disposition',
      { ...event, data: { ...data, disposition: 'gone' } },
      '/data/disposition',
    ],
    [
      'an end without offset',
      { ...event, data: { ...data, endedAt: '2026-11-07T09:00' } },
      '/data/endedAt',
    ],
    ['a NUL', { ...event, data: { ...data, note: 'a\u0000b' } }, '/data/note'],
  ])('attack 23: with %s is refused at its place', (_name, value, path) => {
    expect(problemsOf(value).map((problem) => problem.path)).toContain(path);
  });

  it('names all that is wrong at once and repeats no value', () => {
    const wrong = { ...event, data: { person: { identifiers: [] }, disposition: 'Alder' } };
    const problems = problemsOf(wrong);
    expect(problems.map(({ path }) => path).sort()).toEqual([
      '/data/disposition',
      '/data/endedAt',
      '/data/person/identifiers',
      '/data/stay',
    ]);
    expect(JSON.stringify(problems)).not.toContain('Alder');
  });
});

describe('a result of another instrument', () => {
  const result = (more: object) => ({
    ...event,
    type: 'handrail.inbound.instrument-result-recorded.v1',
    data: { person, assessedAt: '2026-11-07T09:00:00-05:00', instrument: 'CONTINUUM', ...more },
  });

  it.each([
    [{ level: '3.7-WM' }, { level: '3.7-WM', composite: null }],
    [
      { composite: 21, level: null },
      { level: null, composite: 21 },
    ],
    [
      { level: 'OTP', composite: 0 },
      { level: 'OTP', composite: 0 },
    ],
  ])('that says %j is taken as it is', (more, expected) => {
    expect(structured(result(more)).content).toMatchObject({
      statements: [
        {
          kind: 'person-fact',
          fact: {
            kind: 'instrument-result-recorded',
            assessedAt: '2026-11-07T14:00:00.000Z',
            instrument: 'continuum',
            ...expected,
          },
        },
      ],
    });
  });

  it.each([
    ['neither level nor composite', {}, '/data/level', 'a level, a composite, or both'],
    [
      'both of them null',
      { level: null, composite: null },
      '/data/level',
      'a level, a composite, or both',
    ],
    ['words for a level', { level: 'as Ana Rivera asked' }, '/data/level', /^a code of up to 20/],
    ['half a composite', { composite: 20.5 }, '/data/composite', /^a whole number from 0/],
    ['a strange name', { level: '1', instrument: '(locus)' }, '/data/instrument', /^up to 40/],
    ['no offset', { level: '1', assessedAt: '2026-11-07' }, '/data/assessedAt', /offset/],
  ])('with %s is refused in one sentence', (_name, more, path, accepted) => {
    const problems = problemsOf(result(more));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]!.accepted).toMatch(accepted);
    expect(JSON.stringify(problems)).not.toContain('Rivera');
  });
});

describe('a batch', () => {
  const batch = (value: unknown) =>
    readHttpEvents(
      { 'content-type': 'application/cloudevents-batch+json' },
      Buffer.from(JSON.stringify(value)),
    );

  it('is read event by event', () => {
    const { batch: isBatch, events } = batch([event, 'no event', { ...event, id: 'e2' }]);
    expect(isBatch).toBe(true);
    expect(events.map((each) => receive(each).content.kind)).toEqual([
      'statements',
      'rejected',
      'statements',
    ]);
  });

  it.each([
    ['no list', event],
    ['too long', Array.from({ length: 1_001 }, () => event)],
  ])('attack 25: that is %s is refused as a whole', (_name, value) => {
    const request = batch(value);
    expect(request.batch).toBe(false);
    expect(receive(request.events[0]!).content).toMatchObject({ reason: 'not-understood' });
  });
});

describe('a request', () => {
  it.each([
    ['that is not JSON', 'application/cloudevents+json', '{"specversion":'],
    ['in another event format', 'application/cloudevents+avro', 'Obj'],
    ['without any attribute', 'application/json', '{}'],
    ['with bytes that are no text', 'application/cloudevents+json', '\xff\xfe'],
  ])('attack 23: %s is refused', (_name, type, body) => {
    const [only] = readHttpEvents({ 'content-type': type }, Buffer.from(body, 'latin1')).events;
    expect(receive(only!).content).toMatchObject({ kind: 'rejected', reason: 'not-understood' });
  });
});
