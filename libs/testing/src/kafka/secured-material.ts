import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaEventLogOptions } from '@handrail/messaging';
import { TestAuthority } from '../certificates/test-authority.js';

/** How a client proves who it is, and knows the broker. */
export type KafkaSecurity = Pick<KafkaEventLogOptions, 'ssl' | 'sasl'>;

/** Whoever is this may do everything. */
export const KAFKA_ADMIN = 'admin';

/** Certificates and passwords of a broker that asks everybody who they are. */
export class SecuredMaterial {
  constructor(readonly folder: string) {}

  /** Makes them in a new folder, with a password for each of these names and for the administrator. */
  static async make(names: readonly string[]): Promise<SecuredMaterial> {
    const material = new SecuredMaterial(await mkdtemp(join(tmpdir(), 'handrail-secured-')));
    const authority = new TestAuthority('Brokers');
    const { certificate, key } = authority.issue({ names: ['ip:127.0.0.1', 'dns:localhost'] });
    const users = Object.fromEntries(
      [KAFKA_ADMIN, ...names].map((name) => [name, randomBytes(12).toString('hex')]),
    );
    const write = (path: string, text: string) => writeFile(path, text, { mode: 0o600 });
    await write(material.#file('authority.pem'), authority.certificate);
    await write(material.#file('broker.pem'), `${key}${certificate}`);
    const files = {
      keystore: material.#file('broker.pem'),
      authority: material.#file('authority.pem'),
    };
    const admin = { admin: KAFKA_ADMIN, password: users[KAFKA_ADMIN]! };
    await write(material.securityFile, JSON.stringify({ ...files, users, ...admin }));
    for (const [name, secret] of Object.entries(users))
      await write(material.#file(`${name}.password`), secret);
    return material;
  }

  /** What the broker is started with: see `npm run kafka -- --security`. */
  get securityFile(): string {
    return this.#file('security.json');
  }

  /** How a client signs in; the password of another name may be tried. */
  as(username: string, password = this.#passwordOf(username)): KafkaSecurity {
    return {
      ssl: { ca: readFileSync(this.#file('authority.pem'), 'utf8') },
      sasl: { mechanism: 'scram-sha-512', username, password },
    };
  }

  /** The settings of a service that signs in so. */
  settingsOf(user: string): Readonly<Record<string, string>> {
    return {
      HANDRAIL_KAFKA_TLS_CA_FILE: this.#file('authority.pem'),
      HANDRAIL_KAFKA_SASL_USERNAME: user,
      HANDRAIL_KAFKA_SASL_PASSWORD_FILE: this.#file(`${user}.password`),
    };
  }

  #passwordOf(user: string): string {
    return readFileSync(this.#file(`${user}.password`), 'utf8');
  }

  #file(name: string): string {
    return join(this.folder, name);
  }
}
