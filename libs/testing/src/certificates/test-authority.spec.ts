import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { TestAuthority } from './test-authority.js';

describe('the authority of tests', () => {
  const authority = new TestAuthority('Test authority');
  const root = new X509Certificate(authority.certificate);

  it('signs itself and what it issues', () => {
    expect([root.subject, root.ca]).toEqual(['CN=Test authority', true]);
    const until = new Date('2051-03-04T05:06:07Z');
    const { certificate, key, serial } = authority.issue({
      names: ['dns:adt.lakeside.test', 'uri:urn:test:lakeside', 'ip:127.0.0.1'],
      until,
    });
    const issued = new X509Certificate(certificate);
    expect(issued.verify(root.publicKey)).toBe(true);
    expect(issued.subjectAltName).toBe(
      'DNS:adt.lakeside.test, URI:urn:test:lakeside, IP Address:127.0.0.1',
    );
    expect([Number.parseInt(issued.serialNumber, 16), issued.ca]).toEqual([serial, false]);
    expect(new Date(issued.validTo)).toEqual(until);
    expect(() => createSecureContext({ cert: certificate, key })).not.toThrow();
  });

  it('makes lists of the revoked that TLS can read', () => {
    for (const serials of [[], [2], Array.from({ length: 300 }, (_, at) => at + 100)])
      expect(() =>
        createSecureContext({ ca: authority.certificate, crl: authority.revoked(serials) }),
      ).not.toThrow();
    expect(() => createSecureContext({ crl: 'no list' })).toThrow();
  });
});
