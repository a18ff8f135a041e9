import { refusalOf, type RequestOrigin } from './browser-requests.js';

const HOST = '127.0.0.1:3000';

/** The status of the answer; 200 where the request goes on. */
function statusOf(request: Partial<RequestOrigin>, allowed: readonly string[] = []): number {
  const whole: RequestOrigin = {
    method: 'GET',
    path: '/v1/placements',
    host: HOST,
    origin: undefined,
    site: undefined,
    mode: undefined,
    destination: undefined,
    ...request,
  };
  return refusalOf(whole, allowed)?.getStatus() ?? 200;
}

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const READS = ['GET', 'HEAD'];

describe('requests of programs', () => {
  it.each([...WRITES, ...READS])('%s passes: no header of a browser is there', (method) => {
    expect(statusOf({ method })).toBe(200);
    // Node's own fetch writes this one.
    expect(statusOf({ method, mode: 'cors' })).toBe(200);
  });
});

describe('requests of the own page', () => {
  it.each([...WRITES, ...READS])('%s passes', (method) => {
    expect(statusOf({ method, origin: `http://${HOST}`, site: 'same-origin', mode: 'cors' })).toBe(
      200,
    );
    expect(statusOf({ method, site: 'none' })).toBe(200);
    expect(statusOf({ method, origin: `http://${HOST}` })).toBe(200);
  });

  it('pass behind a proxy that ends TLS and hands the Host on', () => {
    const host = 'handrail.example.org';
    const request = { method: 'POST', host, site: 'same-origin' };
    expect(statusOf({ ...request, origin: `https://${host}` }, [host])).toBe(200);
    expect(statusOf({ ...request, host: `${host}:443`, origin: `https://${host}` }, [host])).toBe(
      200,
    );
  });
});

describe('requests of a page of another origin', () => {
  it.each([...WRITES, ...READS])('%s is refused by any of the headers that tell', (method) => {
    for (const site of ['cross-site', 'same-site', 'nonsense', ''])
      expect([site, statusOf({ method, site })]).toEqual([site, 403]);
    for (const origin of [
      'http://evil.test',
      'https://evil.test',
      'null',
      '',
      // Another port of this machine is another program.
      'http://127.0.0.1:8080',
      'http://localhost:3000',
      `ftp://${HOST}`,
      `http://${HOST}.evil.test`,
      'chrome-extension://abcdef',
    ])
      expect([origin, statusOf({ method, origin })]).toEqual([origin, 403]);
    expect(statusOf({ method, origin: 'http://evil.test', site: 'same-origin' })).toBe(403);
    expect(statusOf({ method, origin: `http://${HOST}`, site: 'cross-site' })).toBe(403);
  });

  it('a link to here may be followed, but not into a frame, and not with a form', () => {
    const link = { site: 'cross-site', mode: 'navigate', destination: 'document' };
    expect(statusOf({ ...link, path: '/' })).toBe(200);
    expect(statusOf({ ...link, path: '/v1/placements/1/calendar.ics' })).toBe(200);
    expect(statusOf({ ...link, destination: 'iframe' })).toBe(403);
    expect(statusOf({ ...link, destination: 'embed' })).toBe(403);
    expect(statusOf({ ...link, method: 'POST' })).toBe(403);
    for (const mode of ['no-cors', 'cors', 'websocket'])
      expect(statusOf({ ...link, mode, destination: 'empty' })).toBe(403);
  });
});

describe('requests to another name', () => {
  it('are refused whatever else they say, and say which setting would take the name', () => {
    for (const method of [...WRITES, ...READS])
      expect(statusOf({ method, host: 'evil.test:3000', site: 'same-origin' })).toBe(403);
    expect(statusOf({ host: undefined })).toBe(403);
    const link = { site: 'none', mode: 'navigate', destination: 'document', host: 'evil.test' };
    expect(statusOf({ ...link, path: '/' })).toBe(403);
    expect(statusOf({ host: 'intake:3001' })).toBe(403);
    expect(statusOf({ host: 'intake:3001' }, ['intake'])).toBe(200);
  });

  it('may ask for health and metrics: probes and scrapers know an address only', () => {
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect(statusOf({ host: '10.42.0.17:3001', path })).toBe(200);
    for (const path of ['/health/', '/metrics/x', '/v1/status', '/openapi.json', '/v1/metrics'])
      expect([path, statusOf({ host: '10.42.0.17:3001', path })]).toEqual([path, 403]);
  });
});
