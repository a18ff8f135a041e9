import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeyFile } from '@handrail/platform';
import { eventually } from '@handrail/testing';
import { event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database. The environment is read anew at each start.
let folder: string;
let intake: RunningIntake;
let files: { readonly first: string; readonly second: string; readonly foreign: string };
const env: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rotation-'));
  const [first, second, foreign] = await Promise.all(
    ['first', 'second', 'foreign'].map((name) => ensureKeyFile(join(folder, `${name}.key`))),
  );
  files = { first: first!, second: second!, foreign: foreign! };
  env['HANDRAIL_MASTER_KEY_FILE'] = files.first;
  intake = await RunningIntake.start(env);
});
afterAll(async () => {
  await intake.stop();
  await rm(folder, { recursive: true });
});

const given = (master: string, next = '') =>
  Object.assign(env, { HANDRAIL_MASTER_KEY_FILE: master, HANDRAIL_NEXT_MASTER_KEY_FILE: next });
const rotate = (body: object) => intake.post('/v1/keys/rotate', body, 'application/json');
const BECAUSE = { by: 'op-1', reason: 'yearly rotation' };
const keys = async () =>
  (await intake.call('/v1/keys')).json as {
    keys: Array<{ number: number; isCurrent: boolean; isGiven: boolean; dataKeys: number }>;
    dataKeysToWrap: number;
  };
const reported = (person: ReturnType<typeof somebody>) =>
  event('stay-ended', {
    ...{ person, stay: somewhere(), endedAt: '2026-11-07T09:00:00Z', disposition: 'completed' },
  });
const person = somebody();
const late = somebody();
const nameOf = async (who: ReturnType<typeof somebody>) =>
  (await intake.person(who.identifiers[0]!))?.name;

describe('a rotation of the master key', () => {
  it('is refused while there is one key only', async () => {
    await intake.send(reported(person));
    const answer = await rotate(BECAUSE);
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining('HANDRAIL_NEXT_MASTER_KEY_FILE'),
    ]);
    expect((await keys()).keys).toMatchObject([{ number: 1, isCurrent: true, isGiven: true }]);
  });

  it('wraps every data key anew while messages go on, and leaves every pseudonym as it was', async () => {
    given(files.first, files.second);
    await intake.restart();
    expect((await keys()).keys).toMatchObject([
      { number: 1, isCurrent: true },
      { number: 2, isCurrent: false, dataKeys: 0 },
    ]);
    const id = (await intake.person(person.identifiers[0]!))!.id;
    const crowd = Array.from({ length: 20 }, () => intake.event(reported(somebody())));
    expect((await rotate({ ...BECAUSE, to: 3 })).status).toBe(400);
    expect((await rotate(BECAUSE)).status).toBe(200);
    expect((await rotate(BECAUSE)).json['type']).toMatch(/key-already-current$/);
    expect((await Promise.all(crowd)).every(({ status }) => status === 202)).toBe(true);
    await intake.send(reported(late));
    await eventually(async () => (await keys()).dataKeysToWrap === 0);
    const status = await keys();
    expect(status.keys).toMatchObject([
      { number: 1, isCurrent: false, dataKeys: 0 },
      { number: 2, isCurrent: true },
    ]);
    expect(status.keys[1]!.dataKeys).toBeGreaterThan(21);
    expect(await nameOf(person)).toMatchObject({ family: person.name.family });
    expect((await intake.person(person.identifiers[0]!))!.id).toBe(id);
    const [row] = await intake.db.query<object[]>(
      'SELECT current_by, current_reason FROM master_key WHERE is_current',
    );
    expect(row).toEqual({ current_by: 'op-1', current_reason: 'yearly rotation' });
    const [{ n }] = await intake.db.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM audit_entry WHERE act = 'POST /v1/keys/rotate' AND outcome = 'done'`,
    );
    expect(n).toBe(1);
  });

  it('lets the old key go: the new one alone opens everything, and finds everybody', async () => {
    given(files.second);
    await intake.restart();
    for (const who of [person, late])
      expect(await nameOf(who)).toMatchObject({ family: who.name.family });
    const again = await intake.event(reported(person));
    expect(again.status).toBe(202);
    const [{ n }] = await intake.db.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM kept_key WHERE wrapped_by <> 2`,
    );
    expect(n).toBe(0);
  });

  it('can be taken back, and a start without a key that is needed says which', async () => {
    given(files.second, files.first);
    await intake.restart();
    expect((await rotate({ ...BECAUSE, to: 1 })).status).toBe(200);
    await eventually(async () => (await keys()).dataKeysToWrap === 0);
    expect(await nameOf(late)).toMatchObject({ family: late.name.family });
    given(files.second);
    await expect(intake.restart()).rejects.toThrow(
      /HANDRAIL_NEXT_MASTER_KEY_FILE: keys are wrapped by master key 1 of this database/,
    );
    given(files.foreign, files.first);
    await expect(intake.restart()).rejects.toThrow(/HANDRAIL_MASTER_KEY_FILE: this is not the key/);
    given(files.first);
    await intake.restart();
    expect(await nameOf(person)).toMatchObject({ family: person.name.family });
  });
});
