import { Type } from '@sinclair/typebox';
import { choice, withReason } from '@handrail/contracts';
import { url } from './setting-shapes.js';
import { readSettings, SettingsError } from './settings.js';

const read = (hosts: string) =>
  readSettings({}, 3001, {
    HANDRAIL_DATABASE_URL: 'postgres://127.0.0.1/postgres',
    HANDRAIL_ALLOWED_HOSTS: hosts,
  }).ALLOWED_HOSTS;

describe('the names a service is told it has', () => {
  it('are read with or without ports; none by default', () => {
    expect(read('intake, console:3000,[fd00::7]:8443,')).toEqual([
      'intake',
      'console:3000',
      '[fd00::7]:8443',
    ]);
    expect(read('')).toEqual([]);
  });

  it.each(['https://handrail.example.org', '*', '*.example.org', 'a b', 'host/path', ':3000'])(
    'are refused at start when one is no name: %s',
    (hosts) => {
      expect(() => read(hosts)).toThrow(SettingsError);
      expect(() => read(hosts)).toThrow(/HANDRAIL_ALLOWED_HOSTS.*: must be names or addresses/);
    },
  );
});

describe('settings', () => {
  const shapes = {
    COUNT: Type.Integer({ minimum: 1, maximum: 9, default: 3 }),
    SHARE: Type.Number({ minimum: 0.01, default: 0.5 }),
    KINDS: Type.Array(choice(['bed', 'chair']), { minItems: 1, default: ['bed'] }),
    DAYS: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, default: [7] }),
    IS_OPEN: Type.Boolean({ default: false }),
    KEY: Type.Optional(Type.String({ minLength: 32 })),
    WHERE: url({ default: 'http://127.0.0.1' }),
    FILE: withReason(Type.String(), 'is needed: a file'),
  };
  const base = { DATABASE_URL: 'postgres://127.0.0.1/postgres', FILE: 'a.pem' };
  const readAll = (given: Readonly<Record<string, string>>) =>
    readSettings(
      shapes,
      3001,
      Object.fromEntries(
        Object.entries({ ...base, ...given }).map(([name, text]) => [`HANDRAIL_${name}`, text]),
      ),
    );
  const problemsOf = (given: Readonly<Record<string, string>>): readonly string[] => {
    try {
      readAll(given);
      return [];
    } catch (error) {
      return (error as SettingsError).problems;
    }
  };

  it('are numbers, lists, yes or no, and addresses out of text', () => {
    const lists = { KINDS: 'chair, bed', DAYS: '7, 30,0', KAFKA_BROKERS: ',a:1,,b:2' };
    const given = { ...lists, COUNT: '4', SHARE: ' 0.25 ', IS_OPEN: 'true' };
    expect(
      readAll({ ...given, WHERE: ' https://a.example/x ', ROLES: 'http,relay' }),
    ).toMatchObject({
      ...{ COUNT: 4, SHARE: 0.25, KINDS: ['chair', 'bed'], DAYS: [7, 30, 0], IS_OPEN: true },
      KAFKA_BROKERS: ['a:1', 'b:2'],
      ...{ WHERE: 'https://a.example/x', ROLES: ['http', 'relay'], PORT: 3001 },
    });
  });

  it('that are empty are as if unset', () => {
    expect(readAll({ COUNT: '', KINDS: '', KEY: '' })).toMatchObject({ COUNT: 3, KINDS: ['bed'] });
  });

  it.each([
    ['COUNT', '', 0],
    ['COUNT', '0', 'must be a whole number from 1 to 9'],
    ['COUNT', '1.5', 'must be a whole number from 1 to 9'],
    ['COUNT', ' ', 'must be a whole number from 1 to 9'],
    ['COUNT', '12x', 'must be a whole number from 1 to 9'],
    ['SHARE', 'Infinity', 'must be a number from 0.01'],
    ['KINDS', 'bed,sofa,stool', 'must be one of bed, chair'],
    ['KINDS', ',', 'must be one of bed, chair'],
    ['KINDS', 'bed,,chair', 'must be one of bed, chair'],
    ['DAYS', '7,,30', 'must be a whole number from 0'],
    ['DAYS', ',7', 'must be a whole number from 0'],
    ['DAYS', '1e2', 'must be a whole number from 0'],
    ['DAYS', '7,0x1e', 'must be a whole number from 0'],
    ['DAYS', '7,+30', 'must be a whole number from 0'],
    ['IS_OPEN', 'yes', 'must be true or false'],
    ['IS_OPEN', 'constructor', 'must be true or false'],
    ['KEY', 'short', 'must be a text of at least 32 characters'],
    ['WHERE', 'nowhere', 'must be an address'],
    ['FILE', '', 'is needed: a file'],
    ['DATABASE_URL', '', 'must be an address that begins with postgres:// or postgresql://'],
    [
      'DATABASE_URL',
      'mysql://a',
      'must be an address that begins with postgres:// or postgresql://',
    ],
    ['LOG_LEVEL', 'loud', 'must be one of debug, info, warn, error, silent'],
  ])('%s=%j: %s', (name, text, why) => {
    expect(problemsOf({ [name]: text })).toEqual(why === 0 ? [] : [`HANDRAIL_${name}: ${why}`]);
  });

  it('that are wrong are named together, each once, and nothing of them is repeated', () => {
    const given = {
      COUNT: 'hunter2',
      KEY: 'hunter2',
      KINDS: 'hunter2,hunter3',
      IS_OPEN: 'hunter2',
    };
    const problems = problemsOf(given);
    expect(problems.map((line) => line.split(':', 1)[0])).toEqual([
      'HANDRAIL_COUNT',
      'HANDRAIL_KINDS',
      'HANDRAIL_IS_OPEN',
      'HANDRAIL_KEY',
    ]);
    expect(problems.join()).not.toContain('hunter');
  });
});
