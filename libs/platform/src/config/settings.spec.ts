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
