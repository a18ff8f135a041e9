import { Agent, request } from 'node:http';
import { Load } from './load.js';

/** How many events travel in one request. */
const BATCH = 20;
/** Requests that may wait for their answer; more wait here, and their waiting is counted. */
const AT_ONCE = 64;

/** What the bench asks of the sender: a stretch of load at one rate. */
export interface Stretch {
  readonly intake: string;
  readonly run: string;
  readonly seed: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** The share of events that are of one person; what becomes of them is not followed. */
  readonly hotShare: number;
}

/** What was sent, and when each event that changes a person's care was acknowledged. */
export interface Sent {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** From the moment a request was due, not from when it was sent: a slow moment counts for all who wait. */
  readonly acknowledgedAfterMs: readonly number[];
  /** Epoch milliseconds of the acknowledgement by message id. */
  readonly acknowledgedAt: ReadonlyArray<readonly [string, number]>;
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

async function send(intake: string, body: string): Promise<{ status: number; text: string }> {
  return await new Promise((resolve, reject) => {
    const sending = request(
      `${intake}/v1/events`,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents-batch+json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Sends at a fixed rate whether or not the answers come. */
async function run(stretch: Stretch): Promise<Sent> {
  const { intake, perSecond, seconds } = stretch;
  const load = new Load(stretch.run, stretch.seed, stretch.hotShare);
  const total = Math.round((perSecond * seconds) / BATCH);
  const acknowledgedAfterMs: number[] = [];
  const acknowledgedAt: Array<[string, number]> = [];
  let refused = 0;
  let acknowledged = 0;
  const due = (n: number) => (n * BATCH * 1_000) / perSecond;
  const from = performance.now();
  const sendBatch = async (n: number) => {
    const events = Array.from({ length: BATCH }, () => load.next(Date.now()));
    const { status, text } = await send(intake, JSON.stringify(events.map(({ body }) => body)));
    const now = Date.now();
    acknowledgedAfterMs.push(performance.now() - from - due(n));
    if (status !== 202) return void (refused += BATCH);
    const { results } = JSON.parse(text) as { results: Array<{ messageId: string }> };
    acknowledged += results.length;
    for (const [at, { messageId }] of results.entries())
      if (events[at]?.kind === 'detoxCompleted' && !events[at].isHot)
        acknowledgedAt.push([messageId, now]);
  };
  const waiting = new Set<Promise<void>>();
  for (let n = 0; n < total; n += 1) {
    const early = due(n) - (performance.now() - from);
    if (early > 1) await new Promise((wait) => setTimeout(wait, early));
    while (waiting.size >= AT_ONCE) await Promise.race(waiting);
    const sending: Promise<void> = sendBatch(n)
      .catch(() => void (refused += BATCH))
      .finally(() => waiting.delete(sending));
    waiting.add(sending);
  }
  await Promise.all(waiting);
  return { sent: total * BATCH, acknowledged, refused, acknowledgedAfterMs, acknowledgedAt };
}

process.on('message', (stretch: Stretch) => {
  void run(stretch).then((sent) => process.send?.(sent));
});
process.send?.('ready');
