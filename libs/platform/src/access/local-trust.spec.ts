import { isTrustedLocally, type RequestPeer } from './local-trust.js';

const trusted = (
  settings: Partial<{ HOST: string; ISSUER: string }>,
  sender: Partial<RequestPeer> = {},
) =>
  isTrustedLocally(
    { HOST: '127.0.0.1', ...settings },
    { address: '127.0.0.1', isForwarded: false, isBrowser: false, ...sender },
  );

describe('a request without a token', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    'is somebody of this machine when it comes from %s',
    (address) => {
      expect(trusted({}, { address })).toBe(true);
      expect(trusted({ HOST: '::1', ISSUER: 'http://127.0.0.1:3005' }, { address })).toBe(true);
      expect(trusted({ ISSUER: 'http://[::1]:3005' }, { address })).toBe(true);
    },
  );

  it.each(['10.0.0.7', '::ffff:10.0.0.7', 'fe80::1', '128.0.0.1'])(
    'is nobody from %s',
    (address) => {
      expect(trusted({}, { address })).toBe(false);
    },
  );

  it('is nobody when a proxy hands it on, or nothing is known of it', () => {
    expect(trusted({}, { isForwarded: true })).toBe(false);
    expect(trusted({ HOST: 'localhost' }, { address: undefined })).toBe(false);
  });

  it('is nobody when a browser sends it and there is an issuer to sign in at', () => {
    const browser = { isBrowser: true };
    expect(trusted({ ISSUER: 'http://127.0.0.1:3000/issuer' }, browser)).toBe(false);
    expect(trusted({}, browser)).toBe(true);
  });

  it('is nobody behind a real issuer, also on loopback, where a proxy may stand', () => {
    expect(trusted({ ISSUER: 'https://login.example.org' })).toBe(false);
    expect(trusted({ ISSUER: 'https://localhost.evil.test' })).toBe(false);
  });

  it('is nobody where others reach the service, also where its issuer is of this machine', () => {
    expect(trusted({ HOST: '0.0.0.0' })).toBe(false);
    expect(trusted({ HOST: '0.0.0.0', ISSUER: 'http://127.0.0.1:3000/issuer' })).toBe(false);
  });
});
