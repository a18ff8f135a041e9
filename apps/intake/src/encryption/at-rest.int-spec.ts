import { randomBytes } from 'node:crypto';
import { adt, event } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import { MasterKey } from './master-key.js';
import { registerMasterKeys } from './register-master-keys.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const canary = (n: string) => ({
  family: `Zanzibarian${n}`,
  given: `Quillfeather${n}`,
  mrn: `MRNCANARY77${n}`,
  birthDate: '1971-09-23',
  phone: '+1 617 555 0177',
  line: `1 Canary Lane ${n}`,
  visit: `VISITCANARY9${n}`,
});
type Canary = ReturnType<typeof canary>;
const person = (who: Canary) => ({
  identifiers: [{ system: 'urn:test:mrn', value: who.mrn }],
  name: { family: who.family, given: [who.given] },
  birthDate: who.birthDate,
  phone: who.phone,
  address: { line: [who.line], city: 'Canaryville' },
});
const ended = (who: Canary) =>
  event('stay-ended', {
    person: person(who),
    stay: { id: who.visit, facility: 'lakeside', setting: 'residential' },
    endedAt: '2026-11-07T09:00:00Z',
    disposition: 'completed',
  });
const CANARIES = [
  'Zanzibarian',
  'Quillfeather',
  'MRNCANARY77',
  '1971-09-23',
  '19710923',
  '555 0177',
  '5550177',
  'Canary Lane',
  'Canaryville',
  'VISITCANARY9',
];

/** Every row of every table of the service, as text: bytes are written as hex. */
async function everything(): Promise<Map<string, string>> {
  const tables = await intake.db.query<Array<{ name: string }>>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const contents = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await intake.db.query<Array<{ row: string }>>(
      `SELECT to_jsonb(t)::text AS row FROM ${name} AS t`,
    );
    contents.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return contents;
}

/** A word as it may stand in a dump: as it is or in other letters, as bytes, or as base64. */
const formsOf = (word: string) =>
  [word, word.toLowerCase(), word.toUpperCase()].flatMap((each) => [
    each,
    Buffer.from(each).toString('hex'),
    Buffer.from(each).toString('base64').slice(0, -4),
  ]);

const found = (contents: ReadonlyMap<string, string>) =>
  [...contents].flatMap(([table, text]) =>
    CANARIES.filter((word) => formsOf(word).some((form) => text.includes(form))).map(
      (word) => `${table}: ${word}`,
    ),
  );

describe('the tables of the service', () => {
  it('hold no name, number, birth date, phone, address or raw message that can be read', async () => {
    const who = canary('');
    const consent = event('consent-recorded', {
      person: person(who),
      consent: { kind: 'tpo', discloser: who.family, recipients: [who.given], purpose: who.line },
    });
    const binary = intake.post('/v1/events', { person: person(who) }, 'application/json', {
      ...{ 'ce-specversion': '1.0', 'ce-id': 'b1', 'ce-source': 'urn:test:feed' },
      ...{ 'ce-type': 'handrail.inbound.overdose-reported.v1', 'ce-subject': who.family },
    });
    expect((await binary).status).toBe(400);
    await intake.send(ended(who), consent);
    await intake.send(
      event('persons-merged', { survivor: person(who), retired: person(canary('R')) }),
    );
    const pid = { 5: `${who.family}^${who.given}`, 7: '19710923', 13: who.phone, 11: who.line };
    for (const [at, trigger] of ['A01', 'A08', 'A13', 'A03', 'A60'].entries())
      await intake.hl7(adt(trigger, { control: `c${at}`, mrn: who.mrn, visit: who.visit, pid }));
    await intake.hl7(`PID|1||${who.mrn}||${who.family}`);
    const contents = await everything();
    expect(contents.get('public.message')!.split('\n').length).toBeGreaterThan(8);
    expect(contents.get('public.match_record')).not.toBe('');
    expect(found(contents)).toEqual([]);
    // The same search does find what is not sealed.
    const control = await intake.db.query<Array<{ row: string }>>(
      `SELECT to_jsonb(t)::text AS row FROM (SELECT $1::bytea AS raw) AS t`,
      [Buffer.from('MRNCANARY77')],
    );
    expect(found(new Map([['control', control[0]!.row]]))).toEqual(['control: MRNCANARY77']);
  });

  it('give it back to who may read it, and write down each reading of a raw message', async () => {
    const who = canary('B');
    const sent = ended(who);
    const [id] = await intake.send(sent);
    expect(await intake.person({ system: 'urn:test:mrn', value: who.mrn })).toMatchObject({
      name: { family: who.family, given: [who.given] },
      birthDate: who.birthDate,
      identifiers: [{ system: 'urn:test:mrn', value: who.mrn, trusted: true }],
    });
    const raw = await intake.call(`/v1/messages/${id}/raw`);
    expect(JSON.parse(raw.text)).toEqual(sent);
    const [{ n }] = await intake.db.query<[{ n: number }]>(
      'SELECT count(*)::int AS n FROM message_access WHERE message_id = $1',
      [id],
    );
    expect(n).toBe(1);
  });
});

describe('destroying the data key of a person', () => {
  it('makes them unreadable for ever, and nobody else', async () => {
    const [gone, other] = [canary('C'), canary('D')];
    const [goneId, otherId] = await intake.send(ended(gone), ended(other));
    const identifier = { system: 'urn:test:mrn', value: gone.mrn };
    const { id } = (await intake.person(identifier))!;
    await intake.db.query('DELETE FROM data_key WHERE person_id = $1', [id]);
    const left = await intake.person(identifier);
    expect(left).toMatchObject({ id, name: null, birthDate: null, phone: null, address: null });
    expect(left!.identifiers).toEqual([]);
    expect(left!.stays).toHaveLength(1);
    expect((await intake.call(`/v1/messages/${goneId}/raw`)).status).toBe(410);
    expect((await intake.call(`/v1/messages/${otherId}/raw`)).status).toBe(200);
    // Who comes again is known by the number, and by nothing that was known before.
    await intake.send(
      event('return-to-use-reported', {
        person: { identifiers: [identifier], phone: '617 555 0999' },
        occurredAt: '2026-11-08T09:00:00Z',
        evidence: 'clinician',
      }),
    );
    expect(await intake.person(identifier)).toMatchObject({
      id,
      name: null,
      phone: '617 555 0999',
    });
    expect((await intake.call(`/v1/messages/${goneId}/raw`)).status).toBe(410);
  });

  it('takes along what was sealed for whoever they were merged with', async () => {
    const [ana, old] = [canary('E'), canary('F')];
    const [anaId, oldId] = await intake.send(ended(ana), ended(old));
    await intake.send(event('persons-merged', { survivor: person(ana), retired: person(old) }));
    const { id } = (await intake.person({ system: 'urn:test:mrn', value: old.mrn }))!;
    expect((await intake.call(`/v1/messages/${oldId}/raw`)).status).toBe(200);
    await intake.db.query('DELETE FROM data_key WHERE person_id = $1', [id]);
    for (const messageId of [anaId, oldId])
      expect((await intake.call(`/v1/messages/${messageId}/raw`)).status).toBe(410);
  });
});

describe('another master key', () => {
  it('is refused by a database that was begun with its own', async () => {
    const other = { master: new MasterKey(randomBytes(32)) };
    await expect(registerMasterKeys(intake.db, other)).rejects.toThrow('HANDRAIL_MASTER_KEY_FILE');
  });

  it('or none at all, keeps the service from starting, by name', async () => {
    await expect(RunningIntake.start({ HANDRAIL_MASTER_KEY_FILE: '' })).rejects.toThrow(
      /HANDRAIL_MASTER_KEY_FILE: is needed/,
    );
  });
});
