import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts of each feed by the minute, so that nobody has to read messages to say how a feed stands: at 500
 * messages a second a day of them is 43 million rows, and as minutes it is 1,440.
 */
export class CountFeeds1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const ENDS = ['filtered', 'queued', 'accepted', 'errored'];
const COUNTS = ['received', ...ENDS, 'discharges', 'updates'];
const COLUMNS = COUNTS.map((name) => `${name} int NOT NULL`).join(', ');
const INTO = `feed_id, source, protocol, minute, last_at, ${COUNTS.join(', ')}`;

/** What ends stays and what only corrects, in every protocol. */
const DISCHARGES = `type IN ('ADT^A03', 'handrail.inbound.stay-ended.v1', 'notification-discharge')`;
const UPDATES = `type IN ('ADT^A08', 'ADT^A31')`;

const RECEIVED = `
  md5(source)::uuid, source, protocol, date_trunc('minute', received_at), max(received_at), count(*),
  ${ENDS.map((end) => `count(*) FILTER (WHERE feed_count(disposition) = '${end}')`).join(', ')},
  count(*) FILTER (WHERE ${DISCHARGES}), count(*) FILTER (WHERE ${UPDATES})`;

const SETTLED = `
  md5(source)::uuid, source, protocol, date_trunc('minute', received_at), max(received_at), 0,
  ${ENDS.map((end) => `sum((became = '${end}')::int - (was = '${end}')::int)`).join(', ')}, 0, 0`;

const UP = [
  // Only ever added to: transactions that store messages of one feed at once never wait for each other.
  // What was added is summed into minutes soon after, by whoever looks at the feeds.
  `CREATE TABLE feed_tally (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     feed_id uuid NOT NULL, source text NOT NULL, protocol text NOT NULL,
     minute timestamptz NOT NULL, last_at timestamptz NOT NULL, ${COLUMNS}
   )`,
  `CREATE TABLE feed_minute (
     feed_id uuid NOT NULL, minute timestamptz NOT NULL, protocol text NOT NULL, ${COLUMNS},
     PRIMARY KEY (feed_id, minute, protocol)
   )`,
  'CREATE INDEX feed_minute_oldest ON feed_minute (minute)',
  `CREATE TABLE feed (
     feed_id uuid PRIMARY KEY, source text NOT NULL, protocol text, last_at timestamptz NOT NULL
   )`,
  // The newest refusal of each feed is one step in this index.
  `CREATE INDEX message_refused ON message ((md5(source)::uuid), received_at DESC)
   WHERE disposition = 'rejected'`,
  `CREATE FUNCTION feed_count(disposition text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
     SELECT CASE disposition WHEN 'parked' THEN 'queued' WHEN 'applied' THEN 'accepted'
       WHEN 'rejected' THEN 'errored' ELSE 'filtered' END $$`,
  // Counting is the table's own business: messages are stored and settled by five statements, and one
  // that forgot to count would make the page lie.
  `CREATE FUNCTION tally_stored_messages() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO feed_tally (${INTO}) SELECT ${RECEIVED} FROM stored GROUP BY source, protocol, 4;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER message_tally_stored AFTER INSERT ON message
   REFERENCING NEW TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION tally_stored_messages()`,
  // A message that waited and found its end moves from one count to another, in the minute it came.
  `CREATE FUNCTION tally_settled_messages() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO feed_tally (${INTO}) SELECT ${SETTLED}
     FROM (SELECT after.source, after.protocol, after.received_at,
             feed_count(before.disposition) AS was, feed_count(after.disposition) AS became
           FROM before JOIN after USING (id)
           WHERE feed_count(before.disposition) <> feed_count(after.disposition)) AS settled
     GROUP BY source, protocol, 4;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER message_tally_settled AFTER UPDATE ON message
   REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT
   EXECUTE FUNCTION tally_settled_messages()`,
  // What came before there were counts: the last day by the minute, the last hours, every known feed.
  `INSERT INTO feed_minute (feed_id, minute, protocol, ${COUNTS.join(', ')})
   SELECT feed_id, minute, protocol, ${COUNTS.join(', ')}
   FROM (SELECT ${RECEIVED} FROM message WHERE received_at > now() - interval '1 day'
         GROUP BY source, protocol, 4) AS past (${INTO})`,
  `INSERT INTO feed_hour (feed_id, hour, source, received, discharges, updates, last_at)
   SELECT md5(source)::uuid, date_trunc('hour', received_at, 'UTC'), source, count(*),
     count(*) FILTER (WHERE ${DISCHARGES}), count(*) FILTER (WHERE ${UPDATES}), max(received_at)
   FROM message WHERE received_at >= coalesce((SELECT max(hour) FROM feed_hour), '-infinity')
   GROUP BY source, 2
   ON CONFLICT (feed_id, hour) DO UPDATE SET received = EXCLUDED.received,
     discharges = EXCLUDED.discharges, updates = EXCLUDED.updates, last_at = EXCLUDED.last_at`,
  `INSERT INTO feed (feed_id, source, protocol, last_at)
   SELECT feed_id, source, (SELECT protocol FROM message m WHERE m.source = known.source LIMIT 1), last_at
   FROM (SELECT feed_id, max(source) AS source, max(last_at) AS last_at
         FROM feed_hour GROUP BY feed_id) AS known`,
];

const DOWN = [
  'DROP TRIGGER message_tally_settled ON message',
  'DROP TRIGGER message_tally_stored ON message',
  'DROP FUNCTION tally_settled_messages()',
  'DROP FUNCTION tally_stored_messages()',
  'DROP FUNCTION feed_count(text)',
  'DROP INDEX message_refused',
  'DROP TABLE feed_tally',
  'DROP TABLE feed_minute',
  'DROP TABLE feed',
];
