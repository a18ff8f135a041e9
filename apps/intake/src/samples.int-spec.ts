import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { END, START } from './hl7v2/mllp/mllp-framer.js';
import { RunningIntake } from './testing/running-intake.js';

// Real messages of other people's making, when a folder of them is named; otherwise there is nothing
// to try and the test says only that. Real: the intake service, its database, the Postgres log.
const FOLDER = process.env['HANDRAIL_SAMPLES_DIR'];
const KINDS = { hl7v2: '.hl7', simhospital: '.hl7', fhir: '.json' } as const;

/** A profile that takes every sender's surgical and unnamed services for residential care. */
const PROFILES = [
  '{name: one, match: {application: [ADTApp, ADT1]}, settings: [{class: [P, I], setting: residential}]}',
  '{name: two, match: {application: [SIMHOSP]}, settings: [{class: [I], setting: withdrawal-management}]}',
  '{name: three, match: {endpoint: ["https://example.org/Endpoints/P456"]}, settings: [{class: [IMP], setting: inpatient}]}',
];

interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every message of every file by itself. */
async function samples(): Promise<Sample[]> {
  const found: Sample[] = [];
  for (const [kind, suffix] of Object.entries(KINDS))
    for (const name of (await readdir(join(FOLDER!, kind))).sort()) {
      if (!name.endsWith(suffix)) continue;
      const bytes = await readFile(join(FOLDER!, kind, name));
      if (suffix === '.json') found.push({ name, bytes });
      else for (const each of messagesOf(bytes)) found.push({ name, bytes: each });
    }
  return found;
}

/** A file may hold several messages behind one another; the bytes of each stay as they are. */
function messagesOf(file: Buffer): Buffer[] {
  const text = file.toString('latin1');
  const starts = [...text.matchAll(/MSH\|/g)].map(({ index }) => index);
  return starts.map((start, at) => Buffer.from(text.slice(start, starts[at + 1]), 'latin1'));
}

async function send(intake: RunningIntake, sample: Sample, at: number): Promise<void> {
  if (!sample.name.endsWith('.json') && at % 2 === 0) return sendByMllp(intake, sample);
  const { name, bytes } = sample;
  const isFhir = name.endsWith('.json');
  const response = await fetch(`${intake.url}/v1/${isFhir ? 'fhir/$process-message' : 'hl7v2'}`, {
    method: 'POST',
    headers: { 'content-type': isFhir ? 'application/fhir+json' : 'application/hl7-v2' },
    body: new Uint8Array(bytes),
  });
  const answer = await response.text();
  expect([name, response.status]).toEqual([name, 200]);
  expect(answer).toMatch(/MSA\|[AC]A\||"informational"/);
}

function sendByMllp(intake: RunningIntake, { bytes }: Sample): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(intake.mllpPort, '127.0.0.1', () =>
      socket.write(Buffer.concat([Buffer.from([START]), bytes, Buffer.from([END, 13])])),
    );
    socket.once('data', (answer) => {
      socket.destroy();
      if (/MSA\|[AC]A\|/.test(answer.toString())) resolve();
      else reject(new Error(`was answered ${answer.toString()}`));
    });
    socket.once('error', reject);
  });
}

/** Everything known after some messages, without the ids that differ from run to run. */
async function known(intake: RunningIntake): Promise<unknown> {
  const rows = await intake.db.query<Array<{ facts: unknown }>>(
    `SELECT jsonb_build_object('details', p.details, 'merged', p.merged_into IS NOT NULL, 'stays',
        (SELECT jsonb_agg(s - 'stayId' - 'endedBy' ORDER BY s - 'stayId' - 'endedBy')
         FROM visit v, jsonb_array_elements(v.stays) s WHERE v.person_id = p.id)) AS facts
     FROM person p ORDER BY 1`,
  );
  return rows.map(({ facts }) => facts);
}

const shuffled = (all: Sample[], seed: number): Sample[] =>
  fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { seed, numRuns: 1 })[0]!;

async function tell(profiles: string, order: (all: Sample[]) => Sample[]): Promise<unknown> {
  const intake = await RunningIntake.start({ HANDRAIL_PROFILES_DIR: profiles });
  try {
    for (const [at, sample] of order(await samples()).entries()) await send(intake, sample, at);
    const { json } = await intake.call('/v1/messages/summary');
    expect((json['byDisposition'] as Record<string, number>)['pending']).toBe(0);
    const reasonless = await intake.db.query(`SELECT id FROM message WHERE reason = ''`);
    expect(reasonless).toEqual([]);
    return await known(intake);
  } finally {
    await intake.stop();
  }
}

describe('messages of other people’s making', () => {
  it('are all answered, and end in the same persons and stays in any order', async () => {
    if (!FOLDER) return expect(FOLDER).toBeUndefined();
    const profiles = await mkdtemp(join(tmpdir(), 'profiles-'));
    for (const [at, text] of PROFILES.entries())
      await writeFile(join(profiles, `${at}.yaml`), text);
    try {
      const inOrder = await tell(profiles, (all) => all);
      expect(inOrder).not.toEqual([]);
      expect(await tell(profiles, (all) => [...all, ...all])).toEqual(inOrder);
      expect(await tell(profiles, (all) => all.toReversed())).toEqual(inOrder);
      for (const seed of [1, 2, 3])
        expect(await tell(profiles, (all) => shuffled(all, seed))).toEqual(inOrder);
    } finally {
      await rm(profiles, { recursive: true });
    }
  }, 300_000);
});
