import type { BrokenMessage } from './broken-message.js';

let serial = 0;
const STRUCTURED = 'application/cloudevents+json';

const good = () => {
  const id = `event-${(serial += 1)}`;
  return {
    specversion: '1.0',
    id,
    source: 'urn:broken:feed',
    type: 'handrail.inbound.stay-ended.v1',
    data: {
      person: { identifiers: [{ system: 'urn:broken', value: id }] },
      stay: { id, facility: 'lakeside', setting: 'residential' },
      endedAt: '2026-11-07T09:00:00-05:00',
      disposition: 'completed',
    } as Record<string, unknown>,
  };
};

const send = (
  name: string,
  body: unknown,
  answer: number,
  became: string,
  ...problems: readonly string[]
): BrokenMessage => ({
  name,
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  answer,
  became,
  problems,
  contentType: STRUCTURED,
});

const EVENT = 'rejected: invalid-event';
const DATA = 'rejected: invalid-data';
const RUBBISH = 'rejected: not-understood';
const NO_TIME = 'is not a time with offset';

const withData = (data: Record<string, unknown>) => {
  const event = good();
  return { ...event, data: { ...event.data, ...data } };
};

const envelopes: readonly BrokenMessage[] = [
  send('nothing in it', '', 400, RUBBISH, '/ is not JSON'),
  send('half an event', '{"specversion":"1.0","id":', 400, RUBBISH, '/ is not JSON'),
  send('a list in it', [good()], 400, RUBBISH, '/ is not JSON'),
  {
    ...send(
      'no attributes at all',
      {},
      400,
      RUBBISH,
      '/ carries no CloudEvent: neither a structured content type nor ce- attributes',
    ),
    contentType: 'application/json',
  },
  send(
    'version 0.3',
    { ...good(), specversion: '0.3' },
    400,
    EVENT,
    '/specversion is another version of CloudEvents',
  ),
  send(
    'a version that is a number',
    { ...good(), specversion: 1 },
    400,
    EVENT,
    '/specversion is another version of CloudEvents',
  ),
  send('no id', { ...good(), id: undefined }, 400, EVENT, '/id is missing'),
  send(
    'an id of blanks',
    { ...good(), id: '  ' },
    400,
    EVENT,
    '/id is not a text of 1 to 2048 characters',
  ),
  send(
    'a source that is a list',
    { ...good(), source: [] },
    400,
    EVENT,
    '/source is not a text of 1 to 2048 characters',
  ),
  send(
    'a type nobody knows',
    { ...good(), type: 'com.example.someevent' },
    400,
    EVENT,
    '/type is not a type this service takes',
  ),
  send(
    'a type only Handrail publishes',
    { ...good(), type: 'handrail.intake.stay-ended.v1' },
    400,
    EVENT,
    '/type is an internal type, which only Handrail itself publishes',
  ),
  send(
    'a time without an offset',
    { ...good(), time: '2026-11-07T09:00:00' },
    400,
    EVENT,
    `/time ${NO_TIME}`,
  ),
  send(
    'data of another kind',
    { ...good(), datacontenttype: 'text/xml' },
    400,
    EVENT,
    '/datacontenttype is not JSON',
  ),
  send(
    'base64 that is none',
    { ...good(), data: undefined, data_base64: '%%%' },
    400,
    RUBBISH,
    '/data_base64 is not JSON',
  ),
];

const contents: readonly BrokenMessage[] = [
  send('no data', { ...good(), data: undefined }, 400, DATA, '/data must be object'),
  send('data that is a text', { ...good(), data: 'hello' }, 400, DATA, '/data must be object'),
  send(
    'nobody in it',
    withData({ person: { identifiers: [] } }),
    400,
    DATA,
    '/data/person/identifiers must NOT have fewer than 1 items',
  ),
  send(
    'a time in words',
    withData({ endedAt: 'yesterday' }),
    400,
    DATA,
    '/data/endedAt is no time of care',
  ),
  send(
    'a setting nobody knows',
    withData({ stay: { id: '1', facility: 'x', setting: 'spa' } }),
    400,
    DATA,
    '/data/stay/setting must be equal to one of the allowed values',
  ),
  send(
    'a NUL',
    withData({ note: 'a\u0000b' }),
    400,
    DATA,
    '/data/note contains a NUL or half a character',
  ),
  send(
    'fields nobody asked for',
    withData({ note: 'x', more: { deep: [1, 2] } }),
    202,
    'applied: stay-ended',
  ),
];

export const brokenEvents: readonly BrokenMessage[] = [...envelopes, ...contents];
