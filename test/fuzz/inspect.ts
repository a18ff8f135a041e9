import { INBOUND_TOPIC } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { SERVICE_NAMES, type RunningProduct } from './running-product.js';

const SETTLED_WITHIN_MS = 300_000;

/** What is asked of the product when everything has been sent. Every number but the counts must be 0. */
export interface Inspection {
  readonly stored: number;
  readonly byDisposition: Readonly<Record<string, number>>;
  readonly pending: number;
  /** Partitions of the inbound topic that are not read to their end, or why services are behind. */
  readonly blocked: readonly string[];
  /** Message ids that were answered and are not there. */
  readonly unstored: readonly string[];
  /** Records of the inbound topic, and frames that were answered, that no message was counted for. */
  readonly uncounted: readonly string[];
  /** Messages parked for a fault of ours: an exception, the database, or as a last resort. */
  readonly faults: readonly string[];
  /** Events other services could not apply, by service and cause. */
  readonly parkedElsewhere: readonly string[];
  /** Services that ended by themselves, or are not alive and ready, with their reasons. */
  readonly unwell: readonly string[];
  /** MLLP connections the product gave up because it could not store for a moment; all was sent again. */
  readonly storingFailed: number;
}

export async function inspect(
  product: RunningProduct,
  answered: ReadonlySet<string>,
  taken: Readonly<Record<string, number>>,
): Promise<Inspection> {
  const blocked = await settled(product);
  const { total, byDisposition } = await product.json<{
    total: number;
    byDisposition: Record<string, number>;
  }>('intake', '/v1/messages/summary');
  const { incidents } = await product.json<{ incidents: Array<{ reason: string }> }>(
    'intake',
    '/v1/mllp',
  );
  return {
    stored: total,
    byDisposition,
    pending: byDisposition['pending'] ?? 0,
    blocked,
    unstored: await unstoredOf(product, answered),
    uncounted: await uncountedOf(product, taken),
    faults: await faultsOf(product),
    parkedElsewhere: await parkedElsewhere(product),
    unwell: await unwell(product),
    storingFailed: incidents.filter(({ reason }) => reason === 'storing-failed').length,
  };
}

/** Waits until nobody has anything left to read or to publish; answers what stayed behind. */
async function settled(product: RunningProduct): Promise<string[]> {
  let behind: string[] = [];
  await eventually(
    async () => {
      behind = [...(await inboundLag(product)), ...(await servicesBehind(product))];
      // A person whose merge has arrived by one of its two keys waits for the other.
      return behind.length === 0 && (await parkedElsewhere(product)).length === 0;
    },
    { withinMs: SETTLED_WITHIN_MS, everyMs: 500, what: 'everything to be read' },
  ).catch(() => undefined);
  return behind;
}

async function inboundLag({ eventLog }: RunningProduct): Promise<string[]> {
  const positions = await eventLog.positions('handrail.intake', [INBOUND_TOPIC]);
  return positions
    .filter(({ committed, end }) => committed < end)
    .map(
      ({ partition, committed, end }) => `${INBOUND_TOPIC}/${partition} at ${committed} of ${end}`,
    );
}

interface Status {
  readonly lag: readonly unknown[];
  readonly outbox: { readonly unpublished: number };
}

async function servicesBehind(product: RunningProduct): Promise<string[]> {
  const found: string[] = [];
  for (const name of SERVICE_NAMES) {
    const { lag, outbox } = await product.json<Status>(name, '/v1/status');
    if (lag.length > 0) found.push(`${name} has unread events`);
    if (outbox.unpublished > 0) found.push(`${name} has unpublished events`);
  }
  return found;
}

const CHUNK = 5_000;

/** HL7 answers name the first twenty digits of an id, others the whole of it. */
async function unstoredOf(
  { intakeDatabase }: RunningProduct,
  answered: ReadonlySet<string>,
): Promise<string[]> {
  const wanted = [...answered].map((id) => id.replaceAll('-', '').slice(0, 20));
  const missing: string[] = [];
  for (let at = 0; at < wanted.length; at += CHUNK) {
    const { rows } = await intakeDatabase.query<{ id: string }>(
      `SELECT w.id FROM unnest($1::text[]) AS w(id)
       WHERE NOT EXISTS (SELECT 1 FROM message m
         WHERE m.id >= rpad(w.id, 32, '0')::uuid AND m.id <= rpad(w.id, 32, 'f')::uuid)`,
      [wanted.slice(at, at + CHUNK)],
    );
    missing.push(...rows.map(({ id }) => id));
  }
  return missing;
}

/** Every message is counted once it has an end, those that came before as duplicates. */
async function uncountedOf(
  product: RunningProduct,
  taken: Readonly<Record<string, number>>,
): Promise<string[]> {
  const metrics = await (await fetch(`${product.url('intake')}/metrics`)).text();
  return Object.entries(taken).flatMap(([protocol, wanted]) => {
    const counts = metrics.matchAll(
      new RegExp(`^handrail_intake_messages_total\\{protocol="${protocol}",[^}]*\\} (\\d+)$`, 'gm'),
    );
    const counted = [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
    return counted < wanted ? [`${wanted - counted} of ${wanted} over ${protocol}`] : [];
  });
}

/** Reasons in our own words (`rule:payload-too-large`) are ends; names of exceptions are faults. */
async function faultsOf(product: RunningProduct): Promise<string[]> {
  const { rows } = await product.intakeDatabase.query<{
    reason: string;
    n: number;
    example: string;
  }>(
    `SELECT reason, count(*)::int AS n, min(id::text) AS example FROM message
     WHERE disposition = 'parked' AND reason ~ '^(sql:|unstorable:|rule:[A-Z])' GROUP BY reason`,
  );
  return Promise.all(
    rows.map(async ({ reason, n, example }) => {
      const raw = await fetch(`${product.url('intake')}/v1/messages/${example}/raw`);
      return `${n} of ${reason}, such as ${(await raw.text()).slice(0, 3_000)}`;
    }),
  );
}

async function parkedElsewhere(product: RunningProduct): Promise<string[]> {
  const found: string[] = [];
  for (const name of SERVICE_NAMES.filter((each) => each !== 'intake')) {
    const { items } = await product.json<{ items: Array<{ cause: string }> }>(name, '/v1/parked');
    for (const cause of new Set(items.map((item) => item.cause))) found.push(`${name}: ${cause}`);
  }
  return found;
}

async function unwell(product: RunningProduct): Promise<string[]> {
  const found: string[] = [...product.ended];
  for (const name of SERVICE_NAMES)
    for (const path of ['/health/live', '/health/ready']) {
      const response = await fetch(product.url(name) + path);
      if (!response.ok) found.push(`${name}${path} ${response.status}: ${await response.text()}`);
    }
  return found;
}
