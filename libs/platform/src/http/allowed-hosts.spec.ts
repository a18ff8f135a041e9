import { isAllowedHost, ownHosts } from './allowed-hosts.js';

const ALLOWED = ['intake', 'handrail.example.org:8443', '[fd00::7]', ...ownHosts('192.168.7.5')];

describe('the hosts a service answers to', () => {
  it.each([
    'localhost',
    'localhost:3001',
    'LocalHost:3001',
    '127.0.0.1:55123',
    '127.8.9.10',
    '[::1]:3001',
    'intake:3001',
    'INTAKE',
    'intake.',
    'intake.:3001',
    'handrail.example.org:8443',
    '[fd00::7]:3001',
    '192.168.7.5:3001',
  ])('take %s', (host) => {
    expect(isAllowedHost(host, ALLOWED)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.test',
    'evil.test:3001',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    'intake.evil.test',
    'evil-intake',
    'handrail.example.org',
    'handrail.example.org:443',
    '192.168.7.50',
    '0.0.0.0',
    '[::]',
    '::1',
    'localhost:3001@evil.test',
    'localhost/evil',
    'localhost, evil.test',
    'localhost:',
    'evil.test#localhost',
  ])('refuse %s', (host) => {
    expect(isAllowedHost(host, ALLOWED)).toBe(false);
  });

  it('hold the address that is listened on, unless it is every address', () => {
    expect(ownHosts('10.1.2.3')).toEqual(['10.1.2.3']);
    expect(ownHosts('fd00::7')).toEqual(['[fd00::7]']);
    expect([...ownHosts('0.0.0.0'), ...ownHosts('::')]).toEqual([]);
  });
});
