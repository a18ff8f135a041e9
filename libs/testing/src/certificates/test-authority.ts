import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import * as der from './der.js';

/** A certificate with its key, both in PEM. */
export interface TestCertificate {
  readonly serial: number;
  readonly certificate: string;
  readonly key: string;
}

/** Whom a certificate is for, and how long it holds. */
export interface Issuing {
  /** `dns:NAME`, `uri:ADDRESS` or `ip:127.0.0.1`. */
  readonly names: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
}

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const ECDSA_WITH_SHA256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'));
const GENERAL_NAMES = { dns: 2, uri: 6, ip: 7 } as const;

const nameOf = (text: string) =>
  der.sequence(der.setOf(der.sequence(der.objectId('2.5.4.3'), der.utf8(text))));

function generalName(name: string): Buffer {
  const [kind, ...rest] = name.split(':');
  const value = rest.join(':');
  const content = kind === 'ip' ? Buffer.from(value.split('.').map(Number)) : Buffer.from(value);
  return der.named(GENERAL_NAMES[kind as keyof typeof GENERAL_NAMES], content);
}

const extension = (id: string, isCritical: boolean, value: Buffer) =>
  der.sequence(der.objectId(id), ...(isCritical ? [der.yes()] : []), der.octets(value));

/**
 * An authority for tests alone: Node reads certificates and does not make them, and a machine need not have
 * a tool that does. Its certificates are X.509 v3 with P-256 keys (RFC 5280).
 */
export class TestAuthority {
  readonly certificate: string;
  readonly #key: KeyObject;
  readonly #name: string;
  #serial = 1;

  constructor(name: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    this.#name = name;
    const isAuthority = der.sequence(der.yes());
    this.certificate = this.#signed(
      'CERTIFICATE',
      this.#body(name, publicKey, {
        serial: this.#serial,
        ...{ from: inDays(-1), until: inDays(3_650) },
        extensions: [extension('2.5.29.19', true, isAuthority)],
      }),
    );
  }

  issue({ names, from = inDays(-1), until = inDays(30) }: Issuing): TestCertificate {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const serial = (this.#serial += 1);
    const alternatives = der.sequence(...names.map(generalName));
    const body = this.#body(names[0]!, publicKey, {
      ...{ serial, from, until },
      extensions: [extension('2.5.29.17', false, alternatives)],
    });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { serial, certificate: this.#signed('CERTIFICATE', body), key };
  }

  /** The list of revoked certificates, by their serial numbers. */
  revoked(serials: readonly number[] = []): string {
    const entries = serials.map((serial) =>
      der.sequence(der.integer(serial), der.time(inDays(-0.5))),
    );
    const list = der.sequence(
      ...[ECDSA_WITH_SHA256, nameOf(this.#name), der.time(inDays(-1)), der.time(inDays(30))],
      ...(entries.length > 0 ? [der.sequence(...entries)] : []),
    );
    return this.#signed('X509 CRL', list);
  }

  #body(
    subject: string,
    publicKey: KeyObject,
    what: { serial: number; from: Date; until: Date; extensions: readonly Buffer[] },
  ): Buffer {
    return der.sequence(
      der.tagged(0, der.integer(2)),
      der.integer(what.serial),
      ECDSA_WITH_SHA256,
      nameOf(this.#name),
      der.sequence(der.time(what.from), der.time(what.until)),
      nameOf(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      der.tagged(3, der.sequence(...what.extensions)),
    );
  }

  #signed(label: string, body: Buffer): string {
    const signature = sign('sha256', body, this.#key);
    return der.pem(label, der.sequence(body, ECDSA_WITH_SHA256, der.bits(signature)));
  }
}
