import { X509Certificate } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { CredentialAnswer } from '@handrail/contracts';
import { certificateNames } from '../mllp/certificate-names.js';
import type { TlsMaterial } from '../mllp/tls-files.js';
import type { HttpSender } from '../senders/http-senders.js';
import type { Speaks } from '../senders/senders.js';

/** What the files of the listener say, and until when senders that showed themselves may come. */
export function mllpCredentials(
  material: Pick<TlsMaterial, 'context' | 'senders'> | undefined,
  shown: ReadonlyMap<string, string>,
): CredentialAnswer[] {
  if (!material) return [];
  const { cert, ca } = material.context;
  return [
    ...certificatesIn(cert)
      .slice(0, 1)
      .map((each) => ofCertificate('listener', each)),
    ...certificatesIn(ca).map((each) => ofCertificate('authority', each)),
    ...(material.senders ?? []).map(({ certificate, speaks }) => ({
      ...{ kind: 'sender' as const, name: certificate, speaks: speaks.map(sourceOf) },
      expiresAt: shown.get(certificate) ?? null,
    })),
  ];
}

/** The lines of the table of clients; when their keys run out is for the issuer to say. */
export const clientCredentials = (table: readonly HttpSender[] = []): CredentialAnswer[] =>
  table.map(({ client, sources, speaks }) => ({
    ...{ kind: 'client', name: client, speaks: [...sources, ...speaks.map(sourceOf)] },
    expiresAt: null,
  }));

const sourceOf = ({ application = '*', facility = '*' }: Speaks) => `${application}|${facility}`;

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

const certificatesIn = (pem: SecureContextOptions['cert']): X509Certificate[] =>
  [pem ?? []]
    .flat()
    .flatMap((each) => [...each.toString().matchAll(PEM)])
    .map(([text]) => new X509Certificate(text));

const ofCertificate = (
  kind: 'listener' | 'authority',
  { subject, subjectAltName, validTo }: X509Certificate,
): CredentialAnswer => ({
  kind,
  name: certificateNames(subjectAltName)[0] ?? /CN=(.+)/.exec(subject)?.[1] ?? 'nameless',
  speaks: [],
  expiresAt: new Date(validTo).toISOString(),
});
