import pg from 'pg';
import { withDatabase } from '@handrail/platform';
import { eventually } from '@handrail/testing';
import type { DeskLoad } from './desk-load.js';

interface Placement {
  readonly id: string;
  readonly personId: string;
  readonly status: string;
  readonly endReason: string | null;
}

export interface AfterKills {
  readonly urlOf: (service: string) => string;
  readonly acknowledged: ReadonlySet<string>;
  readonly people: number;
  readonly places: number;
  readonly databaseUrl: string;
  readonly say: (line: string) => void;
  /** What people did meanwhile, if anybody did. */
  readonly desks?: DeskLoad;
}

/** Looks from outside, by the APIs and straight from the databases. Empty when all is well. */
export async function inspectAfterKills(after: AfterKills): Promise<string[]> {
  const { urlOf, people, places, say } = after;
  const rows = await eventually(
    async () => {
      await after.desks?.answerAll();
      const all = await everything<Placement>(`${urlOf('scheduling')}/v1/placements`);
      const persons = new Set(all.map(({ personId }) => personId));
      const isOpen = all.some(({ status }) => status === 'offered');
      return persons.size >= people && !isOpen && all;
    },
    { withinMs: 180_000, everyMs: 1_000, what: 'a placement for everybody, and no open offer' },
  );
  const messages = await everything<{ id: string; disposition: string }>(
    `${urlOf('intake')}/v1/messages`,
  );
  const problems = [
    ...placementProblems(rows, people, places),
    ...messageProblems(messages, after.acknowledged),
    ...(await actProblems(after)),
    ...(await databaseProblems(after)),
  ];
  const confirmed = rows.filter((row) => row.status === 'confirmed').length;
  const waiting = rows.filter((row) => row.status === 'waitlisted').length;
  say(`${messages.length} messages, ${confirmed} confirmed, ${waiting} waitlisted`);
  return problems;
}

/** Everybody has one thing: a place, a wait, or the place that was ended for them by hand. */
function placementProblems(rows: readonly Placement[], people: number, places: number): string[] {
  const ofPerson = new Map<string, Placement[]>();
  for (const row of rows) ofPerson.set(row.personId, [...(ofPerson.get(row.personId) ?? []), row]);
  const problems: string[] = [];
  if (ofPerson.size !== people) problems.push(`${ofPerson.size} persons instead of ${people}`);
  let ended = 0;
  for (const [personId, placements] of ofPerson) {
    const live = placements.filter(({ status }) => LIVE.has(status)).length;
    const isEnded = placements.some(({ endReason }) => endReason === 'moved-away');
    if (isEnded) ended += 1;
    if (live !== (isEnded ? 0 : 1)) problems.push(`person ${personId} has ${live} live placements`);
  }
  const confirmed = rows.filter(({ status }) => status === 'confirmed').length;
  const wanted = Math.min(places, people - ended);
  // Who was declined waits although the program that declined them has room; nobody else does.
  const declined = rows.filter(({ status }) => status === 'declined').length;
  if (confirmed > wanted || confirmed < wanted - declined)
    problems.push(`${confirmed} confirmed for ${places} places and ${people - ended} people`);
  return problems;
}

const LIVE: ReadonlySet<string> = new Set(['confirmed', 'offered', 'waitlisted']);

/**
 * What was answered as done is on record once, what was refused is not, and nothing is there twice. To answer
 * an offer as it was answered already is done, too: then the answer of the other is on record.
 */
async function actProblems({ urlOf, desks, say }: AfterKills): Promise<string[]> {
  if (!desks) return [];
  const { acts } = desks;
  const problems: string[] = [];
  const counts = new Map<string, number>();
  const note = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const id of new Set(acts.map(({ placementId }) => placementId))) {
    const answer = await fetch(`${urlOf('scheduling')}/v1/placements/${id}`);
    const { acts: kept } = (await answer.json()) as { acts: ReadonlyArray<KeptAct> };
    for (const { by, kind } of kept) [by, `${kind} ${id}`].forEach(note);
  }
  for (const { by, what, answer, placementId } of acts) {
    const kept = counts.get(by) ?? 0;
    const isAnswer = ANSWERS.has(what) && counts.has(`${what} ${placementId}`);
    const least = answer === 'done' && !isAnswer ? 1 : 0;
    if (kept < least || kept > (answer === 'refused' ? 0 : 1))
      problems.push(`"${what}" of ${by} was ${answer} and is kept ${kept} times`);
  }
  for (const [key, kept] of counts)
    if (key.startsWith('accept ') && kept > 1) problems.push(`${key} is kept ${kept} times`);
  const count = (answer: string) => acts.filter((act) => act.answer === answer).length;
  say(`${count('done')} acts done, ${count('refused')} refused, ${count('unknown')} not answered`);
  return problems;
}

interface KeptAct {
  readonly by: string;
  readonly kind: string;
}

/** What may be said twice. */
const ANSWERS: ReadonlySet<string> = new Set(['acknowledge', 'accept', 'decline']);

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
  [
    'scheduling',
    'persons with more than one place in a recovery residence',
    `SELECT count(*)::int AS n FROM (
       SELECT key FROM outbox WHERE headers->>'ce_type' LIKE '%.recovery-housing-changed.%'
         AND payload::jsonb ->> 'state' = 'confirmed'
       GROUP BY key HAVING count(*) > 1) AS twice`,
  ],
  [
    'scheduling',
    'tracks whose counts are not those of their people and offers, or over their places',
    `SELECT count(*)::int AS n FROM track AS t WHERE used + held > capacity
       OR used <> (SELECT count(*) FROM placement AS p WHERE p.status = 'confirmed'
         AND p.program_id = t.program_id AND p.track_id = t.id)
       OR held <> (SELECT count(*) FROM offer AS o JOIN placement AS p ON p.id = o.placement_id
         WHERE p.status = 'offered' AND o.status IN ('sent', 'acknowledged')
         AND o.program_id = t.program_id AND o.track_id = t.id)`,
  ],
  [
    'scheduling',
    'offers that were closed more than once, or are open without a placement that is offered',
    `SELECT (SELECT count(*) FROM (
         SELECT payload::jsonb ->> 'offerId' FROM outbox
         WHERE headers->>'ce_type' LIKE '%.offer-closed.%' GROUP BY 1 HAVING count(*) > 1) AS twice)::int
       + (SELECT count(*) FROM offer AS o JOIN placement AS p ON p.id = o.placement_id
          WHERE o.status IN ('sent', 'acknowledged') AND p.status <> 'offered')::int AS n`,
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
