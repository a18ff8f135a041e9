import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adt, event, somebody, somewhere } from '../testing/messages.js';
import { runProfileTool } from './run.js';

// Real: files.
let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'profile-tool-'))));
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const PROFILE = `
name: lakeside
match: { application: [CAREAPP], facility: [LAKESIDE] }
zone: America/Chicago
settings:
  - { unit: [5N], class: [I], setting: residential }
  - { unit: [ICU], ignore: true }
`;

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const output = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
  };
  const code = await runProfileTool(args, output, '2026-11-08T00:00:00.000Z');
  return { code, out, err };
}

describe('handrail profile check', () => {
  it('says that a profile is valid', async () => {
    const path = await file('good.yaml', PROFILE);
    expect(await run('check', path)).toEqual({
      code: 0,
      out: [`${path}: valid, profile lakeside with 2 settings`],
      err: [],
    });
  });

  it('names every field that is not, of every file', async () => {
    const bad = await file(
      'bad.yaml',
      PROFILE.replace('residential', 'spa').replace('zone: America', 'zone: Mars'),
    );
    const { code, err } = await run('check', bad, join(folder, 'nowhere.yaml'));
    expect(code).toBe(1);
    expect(err.map((line) => line.replace(folder, ''))).toEqual([
      expect.stringMatching(/^\/bad.yaml: settings.0.setting: /),
      '/bad.yaml: zone: is not a time zone such as America/New_York',
      '/nowhere.yaml: cannot be read',
    ]);
  });
});

describe('handrail profile try', () => {
  it('prints how each message would be understood and why, and nobody’s name', async () => {
    const profile = await file('own.yaml', PROFILE);
    const discharge = adt('A03', {
      control: 'C1',
      mrn: 'M77',
      at: '20261107120000',
      pv1: { 3: '5N^12^A', 10: '', 36: '07', 45: '20261107' },
    });
    const icu = adt('A01', { control: 'C2', mrn: 'M78', pv1: { 3: 'ICU', 10: 'DETOX' } });
    const message = await file('two.hl7', discharge + icu);
    const { code, out } = await run('try', profile, message);
    expect(code).toBe(0);
    expect(out).toEqual([
      'two.hl7:',
      'message     ADT^A03 from CAREAPP|LAKESIDE',
      '  profile     lakeside: its match fits MSH-3 CAREAPP and MSH-4 LAKESIDE',
      '  zone        America/Chicago, for times without offset',
      '  care said   class I (PV1-2); unit 5N (PV1-3)',
      '  setting     residential: line 1 of settings fits',
      '  disposition against-advice: code 07 (PV1-36)',
      '  says        ended at lakeside, reportedAt 2026-11-07T18:00:00.000Z, sentAt 2026-11-07T18:00:00.000Z, endedAt 2026-11-07T06:00:00.000Z',
      '  person      urn:oid:1.2.3 (trusted)',
      '  end         stored and applied to the visit',
      'message     ADT^A01 from CAREAPP|LAKESIDE',
      '  profile     lakeside: its match fits MSH-3 CAREAPP and MSH-4 LAKESIDE',
      '  zone        America/Chicago, for times without offset',
      '  care said   class I (PV1-2); unit ICU (PV1-3); service DETOX (PV1-10)',
      '  setting     none of our business: line 2 of settings fits',
      expect.stringMatching(/^ {2}says {8}started at lakeside, reportedAt /),
      '  person      urn:oid:1.2.3 (trusted)',
      '  end         stored; ignored as service-not-recognised unless the visit is known or named later',
    ]);
  });

  it('says which namespaces are local to the facility, and what names nobody', async () => {
    const pid = { 3: 'A^^^EAST^MR~B^^^REGION^MR~UNKNOWN^^^EAST^MR' };
    const message = await file('east.hl7', adt('A01', { control: 'C9', mrn: 'A', pid }));
    const profile = await file('wide.yaml', `${PROFILE}networkWide: [region]\n`);
    const { out } = await run('try', profile, message);
    expect(out).toContain(
      '  person      urn:handrail:facility:lakeside:east (trusted, local to this facility), ' +
        'urn:handrail:authority:region (trusted)',
    );
    expect(out.join('\n')).toContain(
      'PID-3 (patient identifier) holds a placeholder or a mask, which was not used',
    );
  });

  it('explains what is refused, ignored and odd, in every protocol', async () => {
    const profile = await file('any.yaml', PROFILE);
    const stranger = await file(
      'stranger.hl7',
      adt('A08', { control: 'C3', mrn: '' }).replace('CAREAPP', 'OTHER'),
    );
    const cloud = await file(
      'event.json',
      JSON.stringify(
        event('stay-started', { person: somebody(), stay: somewhere(), startedAt: 'soon' }),
      ),
    );
    const fhir = await file('bundle.json', '{"resourceType": "Bundle", "entry": []}');
    const { out } = await run('try', profile, stranger, cloud, fhir);
    const text = out.join('\n');
    expect(text).toContain('the shipped one: no profile matches MSH-3 OTHER and MSH-4 LAKESIDE');
    expect(text).toContain(
      'problem     PID-3 (patient identifier) names nobody; accepted is an identifier in PID-3',
    );
    expect(text).toContain('problem     /data/startedAt is no time of care');
    expect(text).toContain('Bundle.entry is empty');
    expect(text).not.toContain('ALDER');
  });
});
