import pg from 'pg';
import { withDatabase } from '@handrail/platform';
import { eventually } from '@handrail/testing';

interface Placement {
  readonly id: string;
  readonly personId: string;
  readonly status: string;
}

export interface AfterKills {
  readonly urlOf: (service: string) => string;
  readonly region: string;
  readonly acknowledged: ReadonlySet<string>;
  readonly people: number;
  readonly places: number;
  readonly databaseUrl: string;
  readonly say: (line: string) => void;
}

/** Looks from outside, by the APIs and straight from the databases. Empty when all is well. */
export async function inspectAfterKills(after: AfterKills): Promise<string[]> {
  const { urlOf, people, places, say } = after;
  const rows = await eventually(
    async () => {
      const all = await everything<Placement>(`${urlOf('scheduling')}/v1/placements`);
      return all.length >= people && all;
    },
    { withinMs: 180_000, everyMs: 1_000, what: 'a placement for everybody' },
  );
  const messages = await everything<{ id: string; disposition: string }>(
    `${urlOf('intake')}/v1/messages`,
  );
  const problems = [
    ...placementProblems(rows, people, places),
    ...messageProblems(messages, after.acknowledged),
    ...(await databaseProblems(after)),
  ];
  const confirmed = rows.filter((row) => row.status === 'confirmed').length;
  const waiting = rows.filter((row) => row.status === 'waitlisted').length;
  say(`${messages.length} messages, ${confirmed} confirmed, ${waiting} waitlisted`);
  return problems;
}

function placementProblems(rows: readonly Placement[], people: number, places: number): string[] {
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  const problems: string[] = [];
  if (rows.length !== people) problems.push(`${rows.length} placements for ${people} people`);
  if (new Set(rows.map((row) => row.personId)).size !== people)
    problems.push('somebody has two placements or none');
  if (count('confirmed') !== Math.min(places, people))
    problems.push(`${count('confirmed')} confirmed for ${places} places`);
  if (count('waitlisted') !== Math.max(0, people - places))
    problems.push(`${count('waitlisted')} waitlisted`);
  return problems;
}

function messageProblems(
  messages: ReadonlyArray<{ id: string; disposition: string }>,
  acknowledged: ReadonlySet<string>,
): string[] {
  const dispositions = new Map(messages.map((message) => [message.id, message.disposition]));
  const problems: string[] = [];
  for (const id of acknowledged) {
    const disposition = dispositions.get(id);
    if (disposition !== 'applied') problems.push(`message ${id} is ${disposition ?? 'gone'}`);
  }
  return problems;
}

const CHECKS: ReadonlyArray<readonly [service: string, what: string, sql: string]> = [
  ...['intake', 'assessment', 'scheduling', 'outcomes'].map(
    (service) =>
      [
        service,
        'outbox rows that were never published',
        'SELECT count(*)::int AS n FROM outbox WHERE published_at IS NULL',
      ] as const,
  ),
  ...['assessment', 'scheduling', 'outcomes', 'console'].map(
    (service) =>
      [
        service,
        'parked events',
        `SELECT count(*)::int AS n FROM inbox WHERE disposition = 'parked'`,
      ] as const,
  ),
  ...['intake', 'assessment', 'scheduling', 'outcomes', 'console'].map(
    (service) =>
      [
        service,
        'lanes that are still held',
        'SELECT count(*)::int AS n FROM lane WHERE held_because IS NOT NULL',
      ] as const,
  ),
  [
    'assessment',
    'persons with more than one reassessment opened',
    `SELECT count(*)::int AS n FROM (
       SELECT key FROM outbox WHERE headers->>'ce_type' LIKE '%.reassessment-opened.%'
       GROUP BY key HAVING count(*) > 1) AS twice`,
  ],
  [
    'scheduling',
    'persons confirmed more than once',
    `SELECT count(*)::int AS n FROM (
       SELECT key FROM outbox WHERE headers->>'ce_type' LIKE '%.placement-confirmed.%'
       GROUP BY key HAVING count(*) > 1) AS twice`,
  ],
];

async function databaseProblems(after: AfterKills): Promise<string[]> {
  const problems: string[] = [];
  for (const [service, what, sql] of CHECKS) {
    const client = new pg.Client({
      connectionString: withDatabase(after.databaseUrl, `handrail_${service}`),
    });
    await client.connect();
    // The last events may still be on their way out.
    const n = await eventually(
      async () => {
        const { rows } = await client.query<{ n: number }>(sql);
        return rows[0]!.n === 0 ? 'none' : undefined;
      },
      { withinMs: 30_000, everyMs: 500 },
    ).catch(() => 'some');
    await client.end();
    if (n !== 'none') problems.push(`${service}: ${what}`);
  }
  return problems;
}

/** Every page of a list. */
async function everything<T>(url: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = `?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const response = await fetch(url + query);
    const page = (await response.json()) as { items: T[]; nextCursor: string | null };
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
