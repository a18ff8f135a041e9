import { parseJson } from '@handrail/domain';
import { Dice } from '../dice.js';
import { mutateHl7 } from '../mutations/mutate-hl7.js';
import { mutateJson, writeJson } from '../mutations/mutate-json.js';
import { oddText } from '../mutations/odd-values.js';
import { validBundle, validEvent, validHl7 } from '../seeds.js';
import { groupsOf } from './groups.js';
import { eachOf, headerText, verdictOf, type HttpClient } from './http-client.js';
import type { Input, Verdict, Way } from './way.js';

/** Requests of one chunk that are on their way at a time. */
const AT_ONCE = 40;
const BATCH = 400;

type Ids = (text: string) => readonly string[];

/** Ids in the answer of each way. */
const idsOfEvents: Ids = (text) =>
  [...text.matchAll(/"messageId":"([0-9a-f-]{36})"/g)].map(([, id]) => id!);
export const idsOfAcks: Ids = (text) =>
  [...text.matchAll(/(?:^|\r)MSH[^\r]*[^0-9a-f]([0-9a-f]{20})[^0-9a-f]/g)].map(([, id]) => id!);
export const idsOfOutcome: Ids = (text) =>
  [...text.matchAll(/"id":"([0-9a-f-]{36})"/g)].map(([, id]) => id!).slice(0, 1);

export function sender(client: HttpClient, intake: string, ids: Ids) {
  return (inputs: readonly Input[]): Promise<Verdict[]> =>
    eachOf(inputs, AT_ONCE, async (input) => {
      const answer = await client.send(intake, input);
      return verdictOf(answer, answer.status > 0 ? ids(answer.text) : []);
    });
}

const TYPES = [
  ...['application/cloudevents+json', 'application/cloudevents+json; charset=utf-8'],
  ...['application/cloudevents-batch+json', 'application/cloudevents+avro', 'application/json'],
];

function structured(name: string, town: number): Input {
  const dice = new Dice(name);
  return {
    ...{ name, path: '/v1/events', bytes: mutateJson(dice, validEvent(dice, name, town)) },
    headers: { 'content-type': dice.oneIn(10) ? dice.pick(TYPES) : TYPES[0]! },
  };
}

/** Attributes in headers, some of them odd, some left out. */
export function attributesOf(dice: Dice, event: Record<string, unknown>, prefix: string) {
  const { data: _data, datacontenttype: _type, ...attributes } = event;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([each, value]) => {
      if (dice.oneIn(12)) return [];
      const text = String(dice.oneIn(8) ? oddText(dice) : value);
      return [[prefix + each, text] as const];
    }),
  );
}

function binary(name: string, town: number): Input {
  const dice = new Dice(name);
  const event = validEvent(dice, name, town);
  const attributes = Object.entries(attributesOf(dice, event, 'ce-')).map(
    ([each, text]) => [each, headerText(text)] as const,
  );
  return {
    ...{ name, path: '/v1/events' },
    bytes: dice.oneIn(3) ? mutateJson(dice, event.data) : Buffer.from(JSON.stringify(event.data)),
    headers: { ...Object.fromEntries(attributes), 'content-type': 'application/json' },
  };
}

function hl7(name: string, town: number): Input {
  const dice = new Dice(name);
  const bytes = mutateHl7(dice, validHl7(dice, name, town));
  return { name, path: '/v1/hl7v2', bytes, headers: { 'content-type': 'application/hl7-v2' } };
}

function bundle(name: string, town: number): Input {
  const dice = new Dice(name);
  return {
    ...{ name, bytes: mutateJson(dice, validBundle(dice, name, town)) },
    path: dice.oneIn(4) ? '/v1/fhir' : '/v1/fhir/$process-message',
    headers: { 'content-type': dice.oneIn(9) ? 'text/plain' : 'application/fhir+json' },
  };
}

/** An event of a batch must be JSON by itself, or it would be the batch that is mutated. */
function batched(name: string, town: number): Input {
  const dice = new Dice(name);
  const bytes = mutateJson(dice, validEvent(dice, name, town));
  return {
    name,
    bytes: isJson(bytes) ? bytes : Buffer.from(writeJson(validEvent(dice, name, town))),
  };
}

function isJson(bytes: Buffer): boolean {
  try {
    // A byte order mark is part of a body, not of an event inside one.
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Brackets that open one another this often may make a batch too deep, where the event alone is not. */
const DEEP = ['[', '{"a":', '[{"a":'].map((open) => open.repeat(30));
const isDeep = ({ bytes }: Input) => DEEP.some((each) => bytes.includes(each));

/** Such an event has its whole batch refused, where each name has to stand once and none too deep. */
const refusesAll = (input: Input): boolean => isDeep(input) || 'fault' in parseJson(input.bytes);

/** Now and then batches are as feeds send them: such are written together with others. */
const SMALL_BATCH = 10;
const BATCHES_AT_ONCE = 4;

/** A request for many. */
async function sendBatch(client: HttpClient, intake: string, inputs: readonly Input[]) {
  const post = async (events: readonly Input[]) => {
    const bytes = Buffer.from(`[${events.map((each) => each.bytes.toString()).join(',')}]`);
    const headers = { 'content-type': 'application/cloudevents-batch+json' };
    const answer = await client.send(intake, { path: '/v1/events', bytes, headers });
    const ids = answer.status > 0 ? idsOfEvents(answer.text) : [];
    return { answer, ids };
  };
  const verdicts = new Map<Input, Verdict>();
  const most = new Dice('batch', inputs[0]!.name).oneIn(12) ? SMALL_BATCH : BATCH;
  await eachOf(groupsOf(most, refusesAll)(inputs), BATCHES_AT_ONCE, async (group) => {
    const { answer, ids } = await post(group);
    const isWhole = answer.status !== 202 || ids.length === group.length;
    group.forEach((input, at) => {
      const verdict = verdictOf(answer, ids.slice(at, at + 1));
      verdicts.set(
        input,
        isWhole ? verdict : { word: 'not every event was answered', isFailure: true },
      );
    });
  });
  return inputs.map((input) => verdicts.get(input)!);
}

const single = (name: string, share: number) => ({
  name,
  share,
  together: 150,
  manner: 'single' as const,
});

/** The ways into intake that are HTTP. */
export function httpWays(client: HttpClient, intake: string): Way[] {
  const events = sender(client, intake, idsOfEvents);
  return [
    { ...single('events-structured', 1.5), make: structured, send: events },
    { ...single('events-binary', 1.5), make: binary, send: events },
    { ...single('hl7-http', 1), make: hl7, send: sender(client, intake, idsOfAcks) },
    { ...single('fhir', 2), make: bundle, send: sender(client, intake, idsOfOutcome) },
    {
      ...{
        name: 'events-batch',
        share: 34,
        together: BATCH,
        manner: 'bulk' as const,
        make: batched,
      },
      send: (inputs) => sendBatch(client, intake, inputs),
    },
  ];
}
