import { differencesOf } from './differences.js';
import { cellOf, fromCsv, toCsv } from './directory-csv.js';
import { fromFhir, toFhir } from './directory-fhir.js';
import type { ListedProgram } from './listed-program.js';
import { takingBack } from './taking-back.js';

const harbor: ListedProgram = {
  ...{ id: 'harbor-iop', name: 'Harbor "House", IOP', level: 'IOP', timeZone: 'America/New_York' },
  ...{ regions: ['boston', 'cape-cod'], payers: ['medicaid-ma'], facilities: ['harbor-house'] },
  ...{ capabilities: ['co-occurring', 'moud'], acceptance: 'by-offer', closed: true },
  tracks: [
    {
      ...{ id: 'evening', days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00', blocks: null },
      ...{ modality: 'on-site', capacity: 12 },
    },
    {
      ...{ id: 'mixed', days: ['mon', 'wed', 'sat'], from: null, to: null },
      blocks: [
        { days: ['mon', 'wed'], from: '09:00', to: '12:00' },
        { days: ['sat'], from: '10:00', to: '13:00' },
      ],
      ...{ modality: 'virtual', capacity: 0 },
    },
  ],
};
const beds: ListedProgram = {
  ...{ id: 'stone-res', name: 'Stonebrook', level: 'RES', timeZone: 'America/Chicago' },
  ...{ regions: [], payers: [], capabilities: [], facilities: [] },
  ...{ acceptance: 'automatic', closed: false },
  tracks: [
    {
      ...{ id: 'beds', days: [], from: null, to: null, blocks: null },
      ...{ modality: 'on-site', capacity: 30 },
    },
  ],
};

describe('a directory', () => {
  it('is the same after a way out and in, in either form', () => {
    expect(fromCsv(toCsv([harbor, beds]))).toEqual({
      programs: [harbor, beds],
      lines: [[2, 3], [4]],
    });
    expect(fromFhir(JSON.parse(JSON.stringify(toFhir([harbor, beds]))))).toEqual({
      programs: [harbor, beds],
    });
  });

  it('is read as a spreadsheet saves it: other order of columns, a byte order mark, blank lines', () => {
    const [head, ...lines] = toCsv([beds]).split('\r\n');
    const swap = (line: string) => line.split(',').reverse().join(',');
    const text = `\uFEFF${[head!, ...lines].map(swap).join('\n')}\n`;
    expect(fromCsv(text)).toMatchObject({ programs: [beds] });
  });

  it('holds nothing a spreadsheet would run', () => {
    const formula = { ...beds, name: '=HYPERLINK("http://x")' };
    const csv = toCsv([formula]);
    expect(csv).toContain(`"'=HYPERLINK`);
    expect(fromCsv(csv)).toMatchObject({ programs: [formula] });
  });

  it.each([
    ['without a column', 'programId,name\r\na,b', '/content/1'],
    [
      'with hours nobody understands',
      toCsv([harbor]).replace('mon wed fri', 'mon foo'),
      '/content/2/hours',
    ],
    [
      'with places that are no number',
      toCsv([beds]).replace(',30', ',many'),
      '/content/2/capacity',
    ],
  ])('%s is refused with the line at fault', (_what, text, path) => {
    expect(fromCsv(text)).toMatchObject({ problems: [{ path }] });
  });

  it('is refused with everything that is wrong with it, each by its line and column', () => {
    const text = toCsv([harbor, beds]).replace('mon wed fri', 'mon foo').replace(',30', ',many');
    expect(fromCsv(text)).toMatchObject({
      problems: [{ path: '/content/2/hours' }, { path: '/content/4/capacity' }],
    });
    const lines = [[2, 3], [4]];
    expect(cellOf(lines, ['0', 'id'])).toBe('2/programId');
    expect(cellOf(lines, ['1', 'regions', '0'])).toBe('4/regions');
    expect(cellOf(lines, ['0', 'tracks', '1', 'days'])).toBe('3/hours');
    expect(cellOf(lines, ['0', 'tracks', '1', 'id'])).toBe('3/trackId');
    expect(cellOf(lines, ['0', 'tracks'])).toBe('2/tracks');
  });

  it('in FHIR that is none, or whose service has no place, is refused', () => {
    expect(fromFhir({ resourceType: 'Patient' })).toMatchObject({
      problems: [{ path: '/content' }],
    });
    const { entry } = toFhir([beds]) as { entry: unknown[] };
    const lost = { resourceType: 'Bundle', entry: entry.slice(1) };
    expect(fromFhir(lost)).toMatchObject({
      problems: [{ path: '/content/entry/0/resource/identifier' }],
    });
  });
});

describe('what taking a directory in would do', () => {
  const known = new Map([[harbor.id, harbor]]);

  it('is nothing for what is known so', () => {
    expect(differencesOf(known, [harbor])).toEqual([
      { programId: 'harbor-iop', kind: 'same', fields: [] },
    ]);
  });

  it('is said field by field and track by track', () => {
    const [evening, mixed] = harbor.tracks;
    const changed = { ...harbor, name: 'Harbor', tracks: [{ ...evening!, capacity: 14 }] };
    expect(differencesOf(known, [changed, beds])).toEqual([
      {
        programId: 'harbor-iop',
        kind: 'changed',
        fields: [
          { field: 'name', before: harbor.name, after: 'Harbor' },
          { field: 'tracks/evening', before: evening, after: { ...evening!, capacity: 14 } },
          { field: 'tracks/mixed', before: mixed, after: null },
        ],
      },
      { programId: 'stone-res', kind: 'added', fields: [] },
    ]);
  });

  it('is taken back by the former settings, and what was added takes nobody any more', () => {
    const changed = { ...harbor, name: 'Harbor' };
    const differences = differencesOf(known, [changed, beds]);
    expect(takingBack(known, [changed, beds], differences)).toEqual([
      harbor,
      { ...beds, closed: true },
    ]);
    expect(takingBack(known, [harbor], differencesOf(known, [harbor]))).toEqual([]);
  });
});
