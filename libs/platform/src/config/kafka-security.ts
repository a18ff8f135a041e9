import { readFile } from 'node:fs/promises';
import type { KafkaEventLogOptions } from '@handrail/messaging';
import { speaksTls, type CommonSettings } from './settings.js';

type Security = Pick<KafkaEventLogOptions, 'ssl' | 'sasl'>;

/**
 * How this process proves to the brokers who it is, and how it knows them: TLS with their authority, a certificate of
 * its own or a name and password by SASL. Brokers that ask for nothing need none of it.
 *
 * @throws Error naming the setting whose file cannot be read
 */
export async function kafkaSecurity(settings: CommonSettings): Promise<Security> {
  const [ca, cert, key, password] = await Promise.all(
    (
      [
        'KAFKA_TLS_CA_FILE',
        'KAFKA_TLS_CERT_FILE',
        'KAFKA_TLS_KEY_FILE',
        'KAFKA_SASL_PASSWORD_FILE',
      ] as const
    ).map((name) => readNamed(name, settings[name])),
  );
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_MECHANISM: mechanism } = settings;
  const own = cert && key ? { cert, key } : {};
  return {
    ...(speaksTls(settings) ? { ssl: { ...(ca ? { ca } : {}), ...own } } : {}),
    ...(username && password ? { sasl: { mechanism, username, password: password.trim() } } : {}),
  };
}

async function readNamed(name: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `HANDRAIL_${name} names a file that cannot be read (${error.code ?? 'unknown'})`,
    );
  });
}
