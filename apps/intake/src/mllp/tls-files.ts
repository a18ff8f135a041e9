import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { readSenders } from '../senders/read-senders.js';
import type { SenderRule } from '../senders/senders.js';

/** Files of a TLS listener, by the settings that name them. */
export interface TlsFiles {
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Makes it mutual: only senders with a certificate of this authority get in. */
  readonly caFile?: string | undefined;
  /** The authority's list of certificates it has taken back. */
  readonly crlFile?: string | undefined;
  /** Which certificate may speak as whom; without it every certificate of the authority as anybody. */
  readonly sendersFile?: string | undefined;
}

/** What the files say, read at one moment. */
export interface TlsMaterial {
  readonly context: SecureContextOptions;
  readonly isMutual: boolean;
  readonly senders: readonly SenderRule[] | undefined;
  /** Changes with any byte of any file. */
  readonly print: string;
}

/** How senders get in, as the status page says it. */
export const securityOf = ({ certFile, caFile }: TlsFiles): 'plain' | 'tls' | 'mutual-tls' =>
  certFile ? (caFile ? 'mutual-tls' : 'tls') : 'plain';

/**
 * Reads the files of a listener; undefined for one that speaks in the clear.
 *
 * @throws Error naming the setting that is missing, or whose file cannot be used
 */
export async function readTls(files: TlsFiles): Promise<TlsMaterial | undefined> {
  const { certFile, keyFile, caFile, crlFile, sendersFile } = files;
  if ((crlFile || sendersFile) && !caFile)
    throw new Error(
      'HANDRAIL_MLLP_TLS_CA_FILE is needed where HANDRAIL_MLLP_TLS_CRL_FILE or HANDRAIL_MLLP_SENDERS_FILE speak of certificates',
    );
  if (!certFile && !keyFile && !caFile) return undefined;
  if (!certFile || !keyFile)
    throw new Error(
      'HANDRAIL_MLLP_TLS_CERT_FILE and HANDRAIL_MLLP_TLS_KEY_FILE are needed together, also where HANDRAIL_MLLP_TLS_CA_FILE asks senders for certificates',
    );
  const [cert, key, ca, crl] = await Promise.all([
    readNamed('HANDRAIL_MLLP_TLS_CERT_FILE', certFile),
    readNamed('HANDRAIL_MLLP_TLS_KEY_FILE', keyFile),
    caFile ? readNamed('HANDRAIL_MLLP_TLS_CA_FILE', caFile) : undefined,
    crlFile ? readNamed('HANDRAIL_MLLP_TLS_CRL_FILE', crlFile) : undefined,
  ]);
  const senders = sendersFile ? await readSenders(sendersFile) : undefined;
  const context: SecureContextOptions = {
    ...{ cert, key, minVersion: 'TLSv1.2' },
    ...(ca ? { ca } : {}),
    ...(crl ? { crl } : {}),
  };
  assertUsable(context);
  const print = JSON.stringify([cert, key, ca, crl].map((file) => file?.toString('base64')));
  return {
    ...{ context, isMutual: ca !== undefined, senders },
    print: `${print}${JSON.stringify(senders)}`,
  };
}

/** Says at once what would otherwise be found by the first sender who comes. */
function assertUsable(context: SecureContextOptions): void {
  try {
    createSecureContext(context);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `HANDRAIL_MLLP_TLS_*: the files are no certificate, key, authority and list that go together (${code ?? 'unreadable'})`,
      { cause: error },
    );
  }
}

async function readNamed(setting: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${setting} names a file that cannot be read (${code ?? 'unknown'})`, {
      cause: error,
    });
  }
}
