import { environmentOf, readLocalSettings, urlOf } from './local-settings.js';

describe('settings of a run on one machine', () => {
  it('have the ports and the log everybody knows when nothing is set', () => {
    const settings = readLocalSettings({}, undefined);
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      ports: { console: 3000, intake: 3001, assessment: 3002, scheduling: 3003, outcomes: 3004 },
      mllpPort: 2575,
      databaseUrl: undefined,
      eventLog: 'postgres',
    });
    expect(settings.dataDir.endsWith('.handrail')).toBe(true);
  });

  it('take the log from the option before the environment', () => {
    const env = { HANDRAIL_EVENT_LOG: 'kafka', HANDRAIL_KAFKA_BROKERS: 'a:9092' };
    expect(readLocalSettings(env, undefined).eventLog).toBe('kafka');
    expect(readLocalSettings(env, 'postgres').eventLog).toBe('postgres');
  });

  it.each([
    [{}, 'rabbit', /postgres or kafka/],
    [{}, 'kafka', /HANDRAIL_KAFKA_BROKERS/],
    [{ HANDRAIL_INTAKE_PORT: 'x' }, undefined, /HANDRAIL_INTAKE_PORT is not a port number/],
    [{ HANDRAIL_MLLP_PORT: '70000' }, undefined, /HANDRAIL_MLLP_PORT is not a port number/],
  ])('%j with --log %s are refused in one line', (env, log, why) => {
    expect(() => readLocalSettings(env, log)).toThrow(why);
  });

  it('give each service its own port, and the console the way to the others', () => {
    const settings = readLocalSettings({ HANDRAIL_OUTCOMES_PORT: '4004' }, undefined);
    expect(environmentOf(settings, 'outcomes', { url: 'postgres://db' })).toMatchObject({
      HANDRAIL_PORT: '4004',
      HANDRAIL_DATABASE_URL: 'postgres://db',
      HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
    });
    expect(environmentOf(settings, 'console', { url: 'postgres://db' })).toMatchObject({
      HANDRAIL_PORT: '3000',
      HANDRAIL_OUTCOMES_URL: 'http://127.0.0.1:4004',
    });
  });

  it('leave the user the last word on policies and logs', () => {
    const env = { HANDRAIL_ALLOW_DRAFT_POLICY: 'false', HANDRAIL_LOG_LEVEL: 'debug' };
    expect(
      environmentOf(readLocalSettings(env, undefined), 'intake', { url: 'postgres://db' }),
    ).toMatchObject(env);
  });

  it('make an address a browser can open', () => {
    const at = (host: string) =>
      urlOf(readLocalSettings({ HANDRAIL_HOST: host }, undefined), 'intake');
    expect(at('0.0.0.0')).toBe('http://127.0.0.1:3001');
    expect(at('::1')).toBe('http://[::1]:3001');
  });
});
