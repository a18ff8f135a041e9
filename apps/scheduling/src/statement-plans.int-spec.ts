import { programCapacityReported, stayEnded, stayStarted } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import pg from 'pg';
import { needsOf } from './matching/domain/needs.js';
import type { PlacementView } from './reads/placements/placement.dto.js';
import { RunningScheduling } from './testing/running-scheduling.js';

/** Tables that grow with people and with time; the directory is as large as the network. */
const GROWING = [
  ...['placement', 'placement_candidates', 'offer', 'need_group', 'line_look', 'stay_history'],
  ...['waiting_record', 'capacity_day', 'inbox', 'outbox', 'outbox_refusal', 'lane', 'timer'],
];

const known = { supports: [], withdrawalSetting: null };
const NOWHERE = needsOf('IOP', { region: 'nowhere' }, known);
const uuid = "md5(n::text || 'made')::uuid";

// Ten thousand people with everything that is kept of them: a tenth wait, each among ten of the same needs.
const FILL = [
  `INSERT INTO placement (id, person_id, level, status, support, need, region, priority_class, priority_since,
     requested_at, determined_at, wait_reason, end_reason, needs_look, cause, reassessment_id,
     determination_id, message_id, created_at, need_group)
   SELECT ${uuid}, ${uuid}, 'IOP', CASE WHEN n % 10 = 0 THEN 'waitlisted' ELSE 'withdrawn' END, '[]',
     '{"context":{"region":"nowhere"},"supports":[],"withdrawalSetting":null,"placeFrom":null}', 'nowhere', 4, now(),
     now(), now(), CASE WHEN n % 10 = 0 THEN 'no-matching-program' END, 'care-not-needed', false, '{}',
     ${uuid}, ${uuid}, ${uuid}, now(), CASE WHEN n % 10 = 0 THEN md5((n % 1000)::text)::uuid END
   FROM generate_series(1, 10000) AS n`,
  `INSERT INTO need_group (id, level, needs, suitable)
   SELECT md5(n::text)::uuid, 'IOP', '${JSON.stringify(NOWHERE)}', ARRAY['nowhere-' || n || '/evening']
   FROM generate_series(0, 5000) AS n`,
  `INSERT INTO offer (id, placement_id, program_id, track_id, starts_on, time_zone, level, status, made_at,
     expires_at, ended_at)
   SELECT id, id, 'nowhere', 'evening', current_date, 'UTC', 'IOP', 'lapsed', now(), now(), now() FROM placement`,
  `INSERT INTO placement_candidates SELECT id, '{}' FROM placement`,
  `INSERT INTO line_look SELECT md5(n::text)::uuid, 4, now() FROM generate_series(1, 2000) AS n`,
  `INSERT INTO stay_history SELECT person_id, '[]', '{}' FROM placement`,
  `INSERT INTO waiting_record SELECT person_id, '{}' FROM placement`,
  `INSERT INTO capacity_day SELECT 'nowhere-' || n % 100, 'evening', current_date - n / 100, 5, 5, 0, 0
   FROM generate_series(1, 10000) AS n`,
  `INSERT INTO lane (key, version) SELECT ${uuid}::text, 1 FROM generate_series(1, 10000) AS n`,
  `INSERT INTO inbox (event_id, key, topic, partition, position, type, disposition)
   SELECT ${uuid}, ${uuid}::text, 'made', 0, n, 'made', 'applied' FROM generate_series(1, 10000) AS n`,
  `INSERT INTO outbox (event_id, slot, key, lane_version, ordinal, topic, headers, payload, published_at)
   SELECT ${uuid}, 0, ${uuid}::text, 1, 0, 'made', '{}', '', now() FROM generate_series(1, 10000) AS n`,
  `INSERT INTO outbox_refusal (event_id, key, reason, settled_at)
   SELECT ${uuid}, ${uuid}::text, 'made', now() FROM generate_series(1, 5000) AS n`,
  `INSERT INTO timer (key, name, id, type, due_at, data, causation_id, correlation_id)
   SELECT ${uuid}::text, 'made', ${uuid}, 'made', now() + interval '1 year', '{}', '', ''
   FROM generate_series(1, 10000) AS n`,
  'ANALYZE',
];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Every statement that any connection of this process is given from now on, by its text. */
function record(): { readonly texts: ReadonlySet<string>; stop(): void } {
  const texts = new Set<string>();
  const before = pg.Client.prototype.query;
  const query = function (this: pg.Client, ...args: unknown[]) {
    const [asked] = args as [string | { text?: string }];
    const text = typeof asked === 'string' ? asked : asked.text;
    if (text) texts.add(text);
    return (before as (...given: unknown[]) => unknown).apply(this, args);
  };
  pg.Client.prototype.query = query as typeof before;
  return { texts, stop: () => (pg.Client.prototype.query = before) };
}

// Real: the scheduling service, its database, the Postgres log. What it asks the database is written down
// while people are placed, and the plan of each statement is the one kept for every value.
describe('statements of scheduling', () => {
  let scheduling: RunningScheduling;
  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const planOf = async (text: string): Promise<PlanNode[]> => {
    const [row]: Array<{ 'QUERY PLAN': Array<{ Plan: PlanNode }> }> =
      await scheduling.dataSource.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
    return nodesOf(row!['QUERY PLAN'][0]!.Plan);
  };

  it('find what they need by an index in every table that grows', async () => {
    for (const statement of FILL) await scheduling.dataSource.query(statement);
    const region = await scheduling.addProgram(1, { acceptance: 'by-offer' });
    const recording = record();
    const [first, second] = await scheduling.decide(
      { context: { region, injecting: true } },
      { context: { region, injecting: true } },
    );
    const offered = await eventually(
      async () => (await scheduling.placements(`programId=${region}&status=offered`))[0],
    );
    await scheduling.call(`/v1/offers/${offered.id}/accept`, {
      method: 'POST',
      body: { by: 'desk' },
    });
    const { personId } = offered;
    await scheduling.publish(stayStarted, { ...stayStarted.example, personId });
    await scheduling.publish(stayEnded, { ...stayEnded.example, personId });
    await scheduling.publish(programCapacityReported, {
      ...programCapacityReported.example,
      programId: region,
      trackId: 'evening',
      capacity: 2,
      occupied: 1,
      asOf: new Date().toISOString(),
    });
    const waiting = [first!, second!].find((each) => each.personId !== personId)!;
    const next = await eventually(async () => {
      const placement = await scheduling.placementOf(waiting);
      return placement?.status === 'offered' && placement;
    });
    const { body, etag } = await scheduling.call<PlacementView>(`/v1/placements/${next.id}`);
    expect(body.offers).toHaveLength(1);
    await scheduling.call(`/v1/offers/${body.offers[0]!.id}/decline`, {
      method: 'POST',
      body: { by: 'desk', reason: 'full' },
      headers: { 'if-match': etag! },
    });
    await scheduling.withdraw(first!);
    await scheduling.withdraw(second!);
    await eventually(async () => (await scheduling.program(region)).tracks[0]!.used === 0);
    recording.stop();

    const planned = [...recording.texts].filter((text) =>
      /^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b/.test(text),
    );
    expect(planned.length).toBeGreaterThan(30);
    const scans: string[] = [];
    for (const text of planned) {
      const nodes = await planOf(text).catch((error: { code?: string }) => {
        // Tables and functions of the log, which has a database of its own.
        if (error.code === '42P01' || error.code === '42883') return [];
        throw error;
      });
      for (const { 'Node Type': kind, 'Relation Name': table } of nodes)
        if (kind === 'Seq Scan' && GROWING.includes(table!)) scans.push(`${table}: ${text}`);
    }
    expect(scans).toEqual([]);
  });
});
