import { Dice } from '../dice.js';
import { mutateBytes } from '../mutations/mutate-bytes.js';
import { mutateJson, writeJson } from '../mutations/mutate-json.js';
import { oddNumber, oddText, oddTime } from '../mutations/odd-values.js';
import { eachOf, verdictOf, type Answer, type HttpClient } from './http-client.js';
import { valueOf, type Operation } from './openapi.js';
import type { Input, Verdict, Way } from './way.js';

const AT_ONCE = 8;
const UUID = '0199a2b4-1c00-7000-8000-00000000000a';

/** Ids that were seen in answers: what is asked for next may exist. */
class Known {
  #ids: string[] = [UUID];
  #cursors: string[] = [];

  learn({ text }: Answer): void {
    for (const [id] of text
      .slice(0, 4_000)
      .matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))
      if (this.#ids.length < 500) this.#ids.push(id);
    const cursor = /"nextCursor":"([^"]+)"/.exec(text)?.[1];
    if (cursor && this.#cursors.length < 200) this.#cursors.push(cursor);
  }

  /** The ids of a moment: a request must follow from its name, so they are chosen when it is sent. */
  fill(text: string, dice: Dice): string {
    return text
      .replaceAll('KNOWN-ID', () => dice.pick(this.#ids))
      .replaceAll('KNOWN-CURSOR', () => dice.pick([...this.#cursors, 'bm9uZQ']));
  }
}

const cursorOf = (dice: Dice) =>
  Buffer.from(
    writeJson(
      Array.from({ length: dice.below(4) }, () =>
        dice.pick([oddTime(dice), UUID, '1', oddText(dice).slice(0, 200), '2026-11-07T09:00:00Z']),
      ),
    ),
  ).toString('base64url');

/** A value of a parameter of that name: as it should be, from another place, or odd. */
function parameterText(dice: Dice, name: string, accepted: readonly unknown[] | undefined): string {
  if (name === 'cursor')
    return dice.pick(['KNOWN-CURSOR', cursorOf(dice), oddText(dice).slice(0, 500)]);
  if (name === 'limit') return dice.pick(['1', '200', '201', oddNumber(dice)]);
  if (accepted && !dice.oneIn(3)) return String(dice.pick(accepted));
  if (/since|until|due/.test(name) && !dice.oneIn(4))
    return dice.pick(['30d', '99999d', oddTime(dice)]);
  if (/id$/i.test(name) && !dice.oneIn(3))
    return dice.pick(['KNOWN-ID', 'KNOWN-ID', UUID, 'fuzz-program']);
  return oddText(dice).slice(0, 2_000);
}

const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).slice(0, 4_000);

function addressOf(dice: Dice, { path, parameters }: Operation): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const accepted = name === 'version' ? ['current', '2026.1'] : undefined;
    return encoded(parameterText(dice, name, accepted)) || '-';
  });
  const query = parameters
    .filter((each) => each.in === 'query' && !dice.oneIn(3))
    .map(({ name, schema }) => `${name}=${encoded(parameterText(dice, name, schema?.enum))}`);
  if (dice.oneIn(40)) query.push(`${encoded(oddText(dice))}=1`, 'limit=1', 'limit=2');
  // A percent sign cut in two is one more thing an address may hold.
  const broken = dice.oneIn(60) ? '%E0%A4' : '';
  return filled + broken + (query.length > 0 ? `?${query.join('&')}` : '');
}

function makeRequest(operations: readonly Operation[]) {
  return (name: string): Input => {
    const dice = new Dice(name);
    const operation = dice.pick(operations);
    const { service, method, document, body } = operation;
    const path = addressOf(dice, operation);
    if (method === 'GET') return { name, service, method, path, bytes: Buffer.alloc(0) };
    const value = valueOf(dice, document, body);
    const valid = typeof value === 'object' && value !== null ? value : {};
    const json = dice.oneIn(4) ? Buffer.from(writeJson(valid)) : mutateJson(dice, valid);
    return {
      ...{ name, service, method, path },
      bytes: dice.oneIn(20) ? mutateBytes(dice, json) : json,
      headers: {
        'content-type': dice.oneIn(15) ? 'application/json; charset=utf-16' : 'application/json',
        ...(dice.oneIn(3)
          ? {}
          : { 'if-match': dice.pick(['*', '"1"', '"2"', 'W/"1"', '"', '1e400']) }),
      },
    };
  };
}

export interface RestWayOptions {
  readonly client: HttpClient;
  readonly urls: Readonly<Record<string, string>>;
  readonly operations: readonly Operation[];
}

/** Reads and writes of every service, made from what each says of itself. */
export function restWays({ client, urls, operations }: RestWayOptions): Way[] {
  const known = new Known();
  const send = (inputs: readonly Input[]): Promise<Verdict[]> =>
    eachOf(inputs, AT_ONCE, async (input) => {
      const dice = new Dice('known', input.name);
      const request = {
        ...input,
        path: known.fill(input.path!, dice),
        bytes: Buffer.from(input.bytes),
      };
      const answer = await client.send(urls[input.service!]!, request);
      known.learn(answer);
      return verdictOf(answer);
    });
  const way = (name: string, share: number, isRead: boolean): Way => ({
    ...{ name, share, together: 100, manner: 'single' as const, send },
    make: makeRequest(operations.filter(({ method }) => (method === 'GET') === isRead)),
  });
  return [way('rest-reads', 2.5, true), way('rest-writes', 1.5, false)];
}
