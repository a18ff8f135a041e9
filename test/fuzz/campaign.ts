import { normalEvent } from './seeds.js';
import { inspect, type Inspection } from './inspect.js';
import { smaller } from './minimise.js';
import type { RunningProduct } from './running-product.js';
import { HttpClient } from './ways/http-client.js';
import { gatheredWays } from './ways/gathered-ways.js';
import { httpWays } from './ways/http-ways.js';
import { logWay } from './ways/log-way.js';
import { mllpWay } from './ways/mllp-way.js';
import { operationsOf, type OpenApi, type Operation } from './ways/openapi.js';
import { restWays } from './ways/rest-ways.js';
import type { Input, Manner, Way } from './ways/way.js';
import { SERVICE_NAMES } from './running-product.js';

export interface CampaignOptions {
  readonly seed: number;
  readonly count: number;
  /** Nothing more is sent after so many minutes; what was sent until then is judged. */
  readonly minutes?: number | undefined;
  /** Only ways whose name holds this. */
  readonly only?: string | undefined;
  readonly onProgress?: (line: string) => void;
  /** Called at once, so that a run that takes hours tells what it found. */
  readonly onFailure?: (line: string) => void;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Failure {
  readonly way: string;
  readonly name: string;
  readonly word: string;
  /** The input as small as it still fails, as base64 where it is not plain. */
  readonly input: string;
}

export interface CampaignReport {
  readonly sent: Readonly<Record<string, number>>;
  /** How often each word was the answer, by way. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly failures: readonly Failure[];
  /** Messages of the normal feed between the others that were not answered and applied. */
  readonly normalLost: readonly string[];
  readonly normalSent: number;
  /** Requests that were answered 503 and went through when they were sent again. */
  readonly repeats: number;
  readonly inspection: Inspection;
}

const FAILURES_SHOWN = 10;
/** Inputs after which every way has had its share of them. */
const ROUND = 20_000;
const MANNERS: readonly Manner[] = ['bulk', 'feed', 'single'];
/** Beside a feed bulk goes slower, which is to be met too, but not all of the time. */
const NORMAL_EVERY_MS = { bulk: 30_000, feed: 2_000, single: 500 } as const;
/** Of each way, so many at a time: the next is made and on its way while one is waited for. */
const CHUNKS_AT_ONCE = 2;

/** Sends so many inputs over all ways, each by its share, with a normal feed between, and looks then. */
export async function campaign(
  product: RunningProduct,
  options: CampaignOptions,
): Promise<CampaignReport> {
  const run = new Campaign(product, options);
  try {
    options.onProgress?.('opening');
    await run.open();
    options.onProgress?.('sending');
    await run.send();
    return await run.report();
  } finally {
    run.close();
  }
}

class Campaign {
  readonly #product: RunningProduct;
  readonly #options: CampaignOptions;
  readonly #client = new HttpClient();
  readonly #answers = new Map<string, Map<string, number>>();
  readonly #failures: Failure[] = [];
  readonly #answered = new Set<string>();
  readonly #normal: string[] = [];
  readonly #sent = new Map<string, number>();
  #ways: Way[] = [];
  /** What each of these protocols must at least have counted: of one the answers name every message. */
  readonly #taken = { 'hl7v2-mllp': 0, 'cloudevents-log': 0 };
  #closeMllp: () => void = () => undefined;

  constructor(product: RunningProduct, options: CampaignOptions) {
    this.#product = product;
    this.#options = options;
  }

  async open(): Promise<void> {
    const product = this.#product;
    const options = this.#options;
    const operations: Operation[] = [];
    for (const name of SERVICE_NAMES)
      operations.push(...operationsOf(name, await product.json<OpenApi>(name, '/openapi.json')));
    const taken = this.#taken;
    const mllp = mllpWay(product.mllpPort, (frames) => (taken['hl7v2-mllp'] += frames));
    this.#closeMllp = mllp.close;
    const ways = [
      mllp.way,
      ...httpWays(this.#client, product.url('intake')),
      ...gatheredWays(this.#client, product.url('intake')),
      logWay(product.eventLog, (records) => (taken['cloudevents-log'] += records)),
      ...restWays({ client: this.#client, urls: product.urls, operations }),
    ];
    this.#ways = ways.filter(({ name }) => name.includes(options.only ?? ''));
  }

  /**
   * In rounds. Of each one manner after the other, so that each meets what those before left; of one manner all ways
   * at once, each in chunks and at its own pace. Side by side, bulk would rest most of the time beside what comes
   * alone.
   */
  async send(): Promise<void> {
    const { count, minutes = Infinity } = this.#options;
    const untilMs = performance.now() + minutes * 60_000;
    let manner: Manner | undefined;
    const all = async (): Promise<void> => {
      for (let from = 0; from < count && performance.now() < untilMs; from += ROUND)
        for (const each of MANNERS) {
          manner = each;
          const ways = this.#ways.filter((way) => way.manner === each);
          await Promise.all(
            ways.map((way) => this.#lane(way, from, Math.min(from + ROUND, count))),
          );
        }
    };
    const sent = all().finally(() => (manner = undefined));
    await Promise.all([sent, this.#feedNormally(() => manner)]);
  }

  /** What comes by one way of so many inputs of all, counted from the first of the campaign. */
  async #lane(way: Way, from: number, to: number): Promise<void> {
    const shares = this.#ways.reduce((sum, { share }) => sum + share, 0);
    const of = (inputs: number) => Math.ceil((inputs * way.share) / shares);
    let next = of(from);
    const work = async (): Promise<void> => {
      while (next < of(to)) {
        const first = next;
        next = Math.min(of(to), next + way.together);
        await this.#chunk(way, first, next - first);
        this.#options.onProgress?.(this.#progress());
      }
    };
    await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, work));
  }

  /** Somebody normal between all the others, as long as there are any. */
  async #feedNormally(manner: () => Manner | undefined): Promise<void> {
    let lastMs = -Infinity;
    for (let round = 0; ; await sleep(NORMAL_EVERY_MS.single)) {
      const beside = manner();
      if (!beside) return;
      if (performance.now() - lastMs < NORMAL_EVERY_MS[beside]) continue;
      lastMs = performance.now();
      await this.#sendNormal((round += 1));
    }
  }

  #progress(): string {
    const sent = [...this.#sent.values()].reduce((sum, count) => sum + count, 0);
    const ways = [...this.#sent].map(([way, count]) => `${way} ${count}`).join(', ');
    return `${sent} sent, ${this.#failures.length} failures (${ways})`;
  }

  async #chunk(way: Way, first: number, size: number): Promise<void> {
    const inputs = Array.from({ length: size }, (_, at) =>
      way.make(`${way.name}-${this.#options.seed}-${first + at}`, townOf(way, first + at)),
    );
    const verdicts = await way.send(inputs);
    this.#sent.set(way.name, (this.#sent.get(way.name) ?? 0) + size);
    const words = this.#answers.get(way.name) ?? new Map<string, number>();
    this.#answers.set(way.name, words);
    for (const [at, { word, isFailure, messages = [] }] of verdicts.entries()) {
      words.set(word, (words.get(word) ?? 0) + 1);
      for (const id of messages) this.#answered.add(id);
      if (isFailure) await this.#note(way, inputs[at]!, word);
    }
  }

  async #note(way: Way, input: Input, word: string): Promise<void> {
    if (this.#failures.length >= FAILURES_SHOWN) return;
    this.#options.onFailure?.(`${word} for ${input.name}`);
    const isNew = !this.#failures.some((each) => each.way === way.name && each.word === word);
    const failure = { way: way.name, name: input.name, word };
    const least = isNew ? await smaller(way, input) : input;
    this.#failures.push({ ...failure, input: shown(least) });
  }

  /** Somebody normal, over the way that answers one by one. */
  async #sendNormal(round: number): Promise<void> {
    const id = `normal-${this.#options.seed}-${round}`;
    const bytes = Buffer.from(JSON.stringify(normalEvent(id, round)));
    const headers = { 'content-type': 'application/cloudevents+json' };
    const request = { path: '/v1/events', bytes, headers };
    const { status } = await this.#client.send(this.#product.url('intake'), request);
    this.#normal.push(status === 202 ? id : `${id} was answered ${status}`);
  }

  async report(): Promise<CampaignReport> {
    const inspection = await inspect(this.#product, this.#answered, this.#taken);
    return {
      sent: Object.fromEntries(this.#sent),
      answers: Object.fromEntries(
        [...this.#answers].map(([way, words]) => [way, Object.fromEntries(words)]),
      ),
      failures: this.#failures,
      normalSent: this.#normal.length,
      repeats: this.#client.repeats,
      normalLost: await this.#normalLost(),
      inspection,
    };
  }

  async #normalLost(): Promise<string[]> {
    const { rows } = await this.#product.intakeDatabase.query<{ control_id: string }>(
      `SELECT control_id FROM message WHERE source = 'urn:normal' AND disposition = 'applied'`,
    );
    const applied = new Set(rows.map((row) => row.control_id));
    return this.#normal.filter((id) => !applied.has(id));
  }

  close(): void {
    this.#client.close();
    this.#closeMllp();
  }
}

/** Every way comes to the next town after its share of so many inputs: they meet the same people. */
const TOWN_AFTER_INPUTS = 4_000;

const townOf = ({ share }: Way, n: number): number =>
  Math.floor((n * 100) / (share * TOWN_AFTER_INPUTS));

function shown({ method, path, headers, key, bytes }: Input): string {
  const text = bytes.toString();
  const isPlain = /^[\x20-\x7e\r\n]*$/.test(text);
  const body = isPlain ? text : `base64:${bytes.toString('base64')}`;
  return JSON.stringify({ method, path, headers, key, body });
}
