import { DISCLOSURE_MUTATIONS } from './disclosure-mutations.mjs';

// Each safeguard with the smallest change that takes it out, and the tests that must notice.
const engineTests = { project: 'int', pattern: 'engine/messaging-engine\\.int-spec' };

export const MUTATIONS = [
  {
    name: 'inbox key: a delivered event is not recognised when it comes again',
    edits: [
      {
        file: 'libs/messaging/src/schema/messaging-schema.ts',
        find: 'CREATE TABLE inbox (\n        event_id uuid PRIMARY KEY,',
        replace: 'CREATE TABLE inbox (\n        event_id uuid,',
      },
      {
        file: 'libs/messaging/src/engine/inbox.ts',
        find: '  ON CONFLICT (event_id) DO NOTHING\n',
        replace: '',
      },
    ],
    test: engineTests,
  },
  {
    name: 'lane lock: two writers of one person do not wait for each other',
    edits: [
      {
        file: 'libs/messaging/src/engine/lanes.ts',
        find: `  INSERT INTO lane AS l (key, version)
  SELECT k, 1 FROM unnest($1::text[]) AS k ORDER BY k COLLATE "C"
  ON CONFLICT (key) DO UPDATE SET version = l.version + 1
  RETURNING key, version, held_because, merged_into`,
        replace: `  SELECT k AS key, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS version,
         l.held_because, l.merged_into
  FROM unnest($1::text[]) AS k LEFT JOIN lane l ON l.key = k`,
      },
    ],
    test: engineTests,
  },
  {
    name: 'mark after acknowledgement: rows are marked before the log has them',
    edits: [
      {
        file: 'libs/messaging/src/engine/relay.ts',
        find: `    crashPoint('before-publish');
    try {`,
        replace: `    await this.#client!.query(
      'UPDATE outbox SET published_at = clock_timestamp() WHERE event_id = ANY($1::uuid[])',
      [rows.map((row) => row.event_id)],
    );
    try {`,
      },
    ],
    test: engineTests,
  },
  {
    name: 'offsets after the commit: a partition is read on while its group is still to be committed',
    edits: [
      {
        file: 'libs/messaging/src/engine/consumer.ts',
        find: 'await this.#groups.take({ arrivals, patience: { mayGoOn }, mayWaitMs });',
        replace: 'void this.#groups.take({ arrivals, patience: { mayGoOn }, mayWaitMs });',
      },
    ],
    test: { project: 'unit', pattern: 'engine/consumer\\.spec' },
  },
  {
    name: 'claim by presence: the relay goes on after the highest position it has seen',
    edits: [
      {
        file: 'libs/messaging/src/engine/relay.ts',
        find: 'WHERE published_at IS NULL AND slot = ANY($1::smallint[])',
        replace: `WHERE slot = ANY($1::smallint[])
               AND seq > coalesce((SELECT max(seq) FROM outbox WHERE published_at IS NOT NULL), 0)`,
      },
    ],
    test: engineTests,
  },
  {
    name: 'capacity CHECK: the database lets a track be overbooked',
    edits: [
      {
        file: 'apps/scheduling/migrations/1763787600000-create-scheduling.ts',
        find: '      CONSTRAINT track_not_overbooked CHECK (used + held <= capacity),\n',
        replace: '',
      },
    ],
    test: { project: 'int', pattern: 'scheduling/src/program/program\\.int-spec' },
  },
  {
    name: 'wait for an answer: a query nobody answers leaves its connection and the others open',
    edits: [
      {
        file: 'libs/messaging/src/engine/steady-client.ts',
        find: '    for (const client of [...open])\n',
        replace: '    for (const client of [])\n',
      },
    ],
    test: { project: 'int', pattern: 'engine/steady-client\\.int-spec' },
  },
  {
    name: 'timers: only the oldest two hundred that are due are looked at',
    edits: [
      {
        file: 'libs/messaging/src/engine/timer-runner.ts',
        find: 'while (page.end && !this.#stopping);',
        replace: 'while (page.end && this.#stopping);',
      },
    ],
    test: { project: 'int', pattern: 'engine/timer-runner\\.int-spec' },
  },
  {
    name: 'allocator: whoever cannot be settled is not parked and stops the line',
    edits: [
      {
        file: 'apps/scheduling/src/allocation/allocator.service.ts',
        find: 'if (alone) await this.#park(planned.front, error);',
        replace: 'if (alone) throw error;',
      },
    ],
    test: { project: 'int', pattern: 'allocation/parked-in-line\\.int-spec' },
  },
  {
    name: 'access guard: a scope somebody does not have opens a route',
    edits: [
      {
        file: 'libs/platform/src/access/access.guard.ts',
        find: '!scopes?.some((scope) => principal.scopes.has(scope))',
        replace: '!scopes?.some((scope) => scope.length > 0)',
      },
    ],
    test: { project: 'e2e', pattern: 'edges/audit\\.e2e-spec' },
  },
  {
    name: 'access actor: a body acts in the name of somebody else',
    edits: [
      {
        file: 'libs/platform/src/access/settle-actor.ts',
        find: 'by !== principal.actor',
        replace: 'by === null',
      },
    ],
    test: { project: 'e2e', pattern: 'edges/audit\\.e2e-spec' },
  },
  {
    name: 'access audit: an act is kept after its transaction, not in it',
    edits: [
      {
        file: 'libs/messaging/src/engine/messaging-engine.ts',
        find: '          await this.#options.journal?.write(tx, wanted);\n',
        replace: '',
      },
      {
        file: 'libs/messaging/src/engine/messaging-engine.ts',
        find: '    this.#options.journal?.written();\n',
        replace: '',
      },
    ],
    test: { project: 'e2e', pattern: 'edges/audit\\.e2e-spec' },
  },
  {
    name: 'access chain: a row is not linked to the row before it',
    edits: [
      {
        file: 'libs/platform/src/audit/audit-schema.ts',
        find: 'NEW.previous := coalesce(last_hash,',
        replace: 'NEW.previous := coalesce(NULL,',
      },
    ],
    test: { project: 'e2e', pattern: 'edges/audit\\.e2e-spec' },
  },
  {
    name: 'access assertion: one that was used counts again',
    edits: [
      {
        file: 'apps/console/src/issuer/issuer-records.ts',
        find: 'if (rows.length === 0) throw',
        replace: 'if (rows.length < 0) throw',
      },
    ],
    test: { project: 'int', pattern: 'session/sign-in\\.int-spec' },
  },
  {
    name: 'erasure: an older copy of the database is served as it was restored',
    edits: [
      {
        file: 'apps/intake/src/erasure/reapply-erasures.ts',
        find: 'const missing = missingFrom(kept, logged);',
        replace: 'const missing = missingFrom(logged, logged);',
      },
    ],
    test: { project: 'int', pattern: 'erasure/erase-person\\.int-spec' },
  },
  {
    name: 'erasure: whoever was erased gets a data key again',
    edits: [
      {
        file: 'apps/intake/src/encryption/vault.ts',
        find: 'WHERE NOT EXISTS (SELECT FROM erased_person e WHERE e.person_id = n.p)',
        replace: 'WHERE NOT EXISTS (SELECT FROM erased_person e WHERE e.person_id = n.i)',
      },
    ],
    test: { project: 'int', pattern: 'erasure/erase-person\\.int-spec' },
  },
  {
    name: 'rotation: a pseudonym hangs on the master key of the day',
    edits: [
      {
        file: 'apps/intake/src/encryption/open-keys.ts',
        find: "pseudonyms: await keptKey(db, wrapping, 'pseudonyms', first),",
        replace: "pseudonyms: master.keyFor('pseudonyms'),",
      },
    ],
    test: { project: 'int', pattern: 'keys/rotate-keys\\.int-spec' },
  },
  {
    name: 'MLLP: whoever holds a certificate speaks as anybody',
    edits: [
      {
        file: 'apps/intake/src/senders/senders.ts',
        find: 'isIn(line.application, application) && isIn(line.facility, facility)',
        replace: 'isIn(line.application, application) || isIn(line.facility, facility)',
      },
    ],
    test: { project: 'int', pattern: 'mllp/mllp-certificates\\.int-spec' },
  },
  {
    name: 'HTTP senders: a client speaks for sources that are not its own',
    edits: [
      {
        file: 'apps/intake/src/senders/http-senders.ts',
        find: 'if (!sources.includes(source)) return',
        replace: "if (source === '') return",
      },
    ],
    test: { project: 'int', pattern: 'senders/bound-senders\\.int-spec' },
  },
  {
    name: 'MLLP: a connection outlives the certificate that opened it',
    edits: [
      {
        file: 'apps/intake/src/mllp/mllp-listener.ts',
        find: 'if (material.isMutual) this.#beginAnew();',
        replace: '',
      },
    ],
    test: { project: 'int', pattern: 'mllp/mllp-certificates\\.int-spec' },
  },
  {
    name: 'forged source: an event of another service is believed on any topic',
    edits: [
      {
        file: 'libs/messaging/src/engine/decode.ts',
        find: "if (source !== `handrail/${owner}`) return 'source';",
        replace: '',
      },
    ],
    test: { project: 'unit', pattern: 'engine/decode\\.spec' },
  },
  {
    name: 'database role: the service may change what was kept in the audit',
    edits: [
      {
        file: 'libs/platform/src/database/service-role.ts',
        find: "await takeBack(client, to, APPEND_ONLY, 'UPDATE, DELETE');",
        replace: '',
      },
    ],
    test: { project: 'e2e', pattern: 'edges/audit\\.e2e-spec' },
  },
  ...DISCLOSURE_MUTATIONS,
];
