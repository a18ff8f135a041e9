import { eventually } from '@handrail/testing';
import { randomUUID } from 'node:crypto';
import type { ProgramView } from '../reads/programs/program.dto.js';
import { r4FaultsOf } from '../testing/r4-faults.js';
import { RunningScheduling } from '../testing/running-scheduling.js';
import type { ImportReportView } from './directory.controller.js';

// Real: the scheduling service over HTTP and its database.
describe('the directory, out and in', () => {
  let scheduling: RunningScheduling;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling.stop());

  const out = async (format: string) =>
    (await scheduling.call<string>(`/v1/programs/export?format=${format}`)).text;
  const take = (format: string, content: unknown, digest?: string) =>
    scheduling.call<ImportReportView & { type: string; errors: Array<{ path: string }> }>(
      '/v1/programs/import',
      { method: 'POST', body: { format, content, ...(digest ? { digest } : {}) } },
    );

  it.each(['csv', 'fhir'])('as %s says nothing else than what is known', async (format) => {
    const { status, body } = await take(format, await out(format));
    expect([status, body.applied]).toEqual([200, false]);
    expect(body.programs.length).toBeGreaterThanOrEqual(12);
    expect(body.programs.filter(({ kind }) => kind !== 'same')).toEqual([]);
  });

  it('in FHIR is accepted by R4: every Location, HealthcareService and Schedule of it', async () => {
    await scheduling.addProgram(4, { capabilities: ['moud'], acceptance: 'by-offer' });
    const bundle = JSON.parse(await out('fhir')) as {
      entry: Array<{ resource: { resourceType: string; actor?: Array<{ reference: string }> } }>;
    };
    expect(r4FaultsOf(bundle)).toEqual([]);
    const kinds = new Map<string, number>();
    for (const { resource } of bundle.entry) {
      expect(r4FaultsOf(resource)).toEqual([]);
      kinds.set(resource.resourceType, (kinds.get(resource.resourceType) ?? 0) + 1);
    }
    expect([...kinds.keys()].toSorted()).toEqual(['HealthcareService', 'Location', 'Schedule']);
    expect(kinds.get('Schedule')).toBeLessThan(kinds.get('HealthcareService')!);
    // The validator is not one that accepts everything.
    const [schedule] = bundle.entry.filter(({ resource }) => resource.actor);
    expect(r4FaultsOf({ ...schedule!.resource, actor: [], days: 1 })).not.toEqual([]);
  });

  it('is shown first, done when asked for with what was shown, and not when it would be another', async () => {
    const id = await scheduling.addProgram(4);
    const added = `added-${randomUUID()}`;
    const csv = await out('csv');
    const line = csv.split('\r\n').find((each) => each.startsWith(id))!;
    const changed = line.replace(/,4$/, ',6');
    const content = `${csv.split('\r\n')[0]}\r\n${changed}\r\n${line.replaceAll(id, added)}`;

    const dry = await take('csv', content);
    expect(dry.body.programs).toMatchObject([
      { programId: id, kind: 'changed', fields: [{ field: 'tracks/evening' }] },
      { programId: added, kind: 'added' },
    ]);
    expect((await scheduling.call(`/v1/programs/${added}`)).status).toBe(404);

    const done = await take('csv', content, dry.body.digest);
    expect(done.body.applied).toBe(true);
    expect((await scheduling.program(id)).tracks[0]!.capacity).toBe(6);
    expect((await scheduling.call<ProgramView>(`/v1/programs/${added}`)).body.tracks).toHaveLength(
      1,
    );
    const back = await take('csv', done.body.undo);
    await take('csv', done.body.undo, back.body.digest);
    expect((await scheduling.program(id)).tracks[0]!.capacity).toBe(4);
    expect((await scheduling.call<ProgramView>(`/v1/programs/${added}`)).body.closed).toBe(true);

    const again = await take('csv', content, dry.body.digest);
    expect([again.status, again.body.type.split(':').at(-1)]).toEqual([409, 'directory-changed']);
  });

  it('is taken in whole or not at all: with one program that cannot change, none does', async () => {
    // Taken in the order of their names: the one that is refused is neither the first nor the last.
    const added = await Promise.all([4, 4, 4].map((capacity) => scheduling.addProgram(capacity)));
    const [first, held, last] = added.toSorted();
    await scheduling.dataSource.query('UPDATE track SET used = 1 WHERE program_id = $1', [held]);
    const csv = await out('csv');
    const lineOf = (id: string) => csv.split('\r\n').find((each) => each.startsWith(id))!;
    const content = [
      csv.split('\r\n')[0],
      lineOf(first!).replace(/,4$/, ',9'),
      lineOf(held!).replace(',evening,', ',morning,'),
      lineOf(last!).replace(/,4$/, ',9'),
    ].join('\r\n');
    const { body } = await take('csv', content);
    expect(body.programs.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'changed']);
    const refused = await take('csv', content, body.digest);
    expect([refused.status, refused.body.type.split(':').at(-1)]).toEqual([409, 'track-in-use']);
    for (const id of [first!, last!])
      expect((await scheduling.program(id)).tracks[0]!.capacity).toBe(4);
    await scheduling.dataSource.query('UPDATE track SET used = 0 WHERE program_id = $1', [held]);
    expect((await take('csv', content, body.digest)).body.applied).toBe(true);
    const isTold = (programId: string) =>
      scheduling.published.some(({ value }) => {
        const event = JSON.parse(value!.toString()) as Record<string, unknown>;
        return event['programId'] === programId && event['capacity'] === 9;
      });
    await eventually(() => isTold(first!) && isTold(last!), {
      ...{ withinMs: 10_000, what: 'the capacity of both' },
    });
  });

  it('adds or changes a hundred programs at once and not one more, which is said before anything is done', async () => {
    const id = await scheduling.addProgram(4);
    const [head, ...lines] = (await out('csv')).split('\r\n');
    const line = lines.find((each) => each.startsWith(id))!;
    const adding = (count: number) => [
      line,
      ...Array.from({ length: count }, (_, n) => line.replaceAll(id, `many-${n}-${id}`)),
    ];
    const most = await take('csv', [head, ...adding(100)].join('\r\n'));
    expect([most.status, most.body.programs.length]).toEqual([200, 101]);
    const { status, body } = await take('csv', [head, ...adding(101)].join('\r\n'));
    expect({ status, ...body }).toMatchObject({
      ...{ status: 400, detail: 'The directory changes more than 100 programs at once.' },
      errors: [
        {
          ...{ path: '/content', reason: 'more than 100 programs are added or changed' },
          accepted: 'parts that add or change 100 programs at most, one after the other',
        },
      ],
    });
  });

  it('says what is wrong with it, and changes nothing', async () => {
    const csv = await out('csv');
    const [head, first] = csv.split('\r\n');
    const refused = await take('csv', `${head}\r\n${first!.replace(/^[^,]+/, 'no id!')}`);
    expect([refused.status, refused.body.errors.map(({ path }) => path)]).toEqual([
      400,
      ['/content/2/programId'],
    ]);
    const line = first!.split(',');
    const [short, unlike] = [line.with(-3, 'mon 18:00-21:00'), line.with(0, 'no id!')];
    const both = await take('csv', [head, short.join(), unlike.join()].join('\r\n'));
    expect(both.body.errors.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/content/2/hours', '/content/3/programId']),
    );
    expect((await take('fhir', { resourceType: 'Patient' })).status).toBe(400);
    expect((await take('xml', 'x')).status).toBe(400);
    expect((await scheduling.call('/v1/programs/export?format=xml')).status).toBe(400);
  });
});
