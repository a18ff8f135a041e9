import { parseJson, unstorablePath } from '@handrail/domain';
import { Dice } from '../dice.js';
import { mutateHl7 } from '../mutations/mutate-hl7.js';
import { mutateJson, writeJson } from '../mutations/mutate-json.js';
import { validBundle, validHl7 } from '../seeds.js';
import { eachOf, type HttpClient } from './http-client.js';
import { groupsOf, type Grouping } from './groups.js';
import { idsOfAcks, idsOfOutcome, sender } from './http-ways.js';
import type { Input, Verdict, Way } from './way.js';

// Ways on which many inputs travel in one body and are answered together: bundles of the type batch, whose
// entries stand alone, and files of HL7 messages. Each input is taken in or refused as a part of its body.
const BODIES_AT_ONCE = 2;

/** Sends inputs in bodies of so many, and gives each the verdict on its body. */
function gathered(
  send: (inputs: readonly Input[]) => Promise<Verdict[]>,
  { groupsOf, bodyOf }: { groupsOf: Grouping; bodyOf: (group: readonly Input[]) => Input },
) {
  return async (inputs: readonly Input[]): Promise<Verdict[]> => {
    const verdicts = new Map<Input, Verdict>();
    await eachOf(groupsOf(inputs), BODIES_AT_ONCE, async (group) => {
      const [verdict] = await send([bodyOf(group)]);
      for (const input of group) verdicts.set(input, verdict!);
    });
    return inputs.map((input) => verdicts.get(input)!);
  };
}

const ENTRIES = 25;

/** The entries of a bundle, mutated; they refer to one another by names of their own. */
function entries(name: string, town: number): Input {
  const dice = new Dice(name);
  const { entry } = validBundle(dice, name, town) as { entry: object[] };
  const bytes = mutateJson(dice, entry);
  const isList = /^\[.*\]$/s.test(bytes.toString());
  const own = (isList ? bytes.toString() : writeJson(entry)).replaceAll(
    'urn:uuid:',
    `urn:${name}:`,
  );
  return { name, bytes: Buffer.from(own) };
}

/** A bundle is JSON, its texts can be kept, and each of its addresses is there once; or all of it is refused. */
function refusesAll({ bytes }: Input): boolean {
  const parsed = parseJson(bytes);
  if ('fault' in parsed || unstorablePath(parsed.value) !== undefined) return true;
  const urls = [...bytes.toString().matchAll(/"fullUrl":"([^"]*)"/g)].map(([, url]) => url);
  return new Set(urls).size < urls.length;
}

const bundleOf = (group: readonly Input[]): Input => {
  const lists = group.map(({ bytes }) => bytes.toString().slice(1, -1)).filter(Boolean);
  const id = JSON.stringify(group[0]!.name);
  return {
    ...{ name: group[0]!.name, path: '/v1/fhir' },
    bytes: Buffer.from(
      `{"resourceType":"Bundle","type":"batch","id":${id},"entry":[${lists.join()}]}`,
    ),
    headers: { 'content-type': 'application/fhir+json' },
  };
};

const MESSAGES = 100;

function message(name: string, town: number): Input {
  const dice = new Dice(name);
  return { name, bytes: mutateHl7(dice, validHl7(dice, name, town)) };
}

const fileOf = (group: readonly Input[]): Input => ({
  ...{ name: group[0]!.name, path: '/v1/hl7v2' },
  bytes: Buffer.concat([
    Buffer.from('FHS|^~\\&|FUZZ\rBHS|^~\\&|FUZZ\r'),
    ...group.map(({ bytes }) => bytes),
    Buffer.from(`\rBTS|${group.length}\rFTS|1\r`),
  ]),
  headers: { 'content-type': 'application/hl7-v2' },
});

/** The ways into intake on which inputs are gathered in one body. */
export function gatheredWays(client: HttpClient, intake: string): Way[] {
  const bundles = { groupsOf: groupsOf(ENTRIES, refusesAll), bodyOf: bundleOf };
  const files = { groupsOf: groupsOf(MESSAGES), bodyOf: fileOf };
  return [
    {
      ...{ name: 'fhir-batch', share: 6, together: 200, manner: 'bulk' as const, make: entries },
      send: gathered(sender(client, intake, idsOfOutcome), bundles),
    },
    {
      ...{ name: 'hl7-file', share: 4, together: 400, manner: 'bulk' as const, make: message },
      send: gathered(sender(client, intake, idsOfAcks), files),
    },
  ];
}
