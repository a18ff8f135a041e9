import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** Files of a TLS listener, by the settings that name them. */
export interface TlsFiles {
  readonly certFile?: string;
  readonly keyFile?: string;
  /** Makes it mutual: only senders with a certificate of this authority get in. */
  readonly caFile?: string;
}

const HANDSHAKE_MS = 10_000;

/** A listener for senders; over TLS when certificate and key are named, mutual with an authority. */
export async function createMllpServer(
  files: TlsFiles,
  onSocket: (socket: Socket) => void,
): Promise<Server> {
  const tls = await readTls(files);
  return tls
    ? createTlsServer({ ...tls, allowHalfOpen: true, handshakeTimeout: HANDSHAKE_MS }, onSocket)
    : createServer({ allowHalfOpen: true }, onSocket);
}

/** How senders get in, as the status page says it. */
export const securityOf = ({ certFile, caFile }: TlsFiles): 'plain' | 'tls' | 'mutual-tls' =>
  certFile ? (caFile ? 'mutual-tls' : 'tls') : 'plain';

async function readTls({ certFile, keyFile, caFile }: TlsFiles): Promise<TlsOptions | undefined> {
  if (!certFile && !keyFile && !caFile) return undefined;
  if (!certFile || !keyFile)
    throw new Error(
      'HANDRAIL_MLLP_TLS_CERT_FILE and HANDRAIL_MLLP_TLS_KEY_FILE are needed together, also where HANDRAIL_MLLP_TLS_CA_FILE asks senders for certificates',
    );
  const [cert, key, ca] = await Promise.all([
    readNamed('HANDRAIL_MLLP_TLS_CERT_FILE', certFile),
    readNamed('HANDRAIL_MLLP_TLS_KEY_FILE', keyFile),
    caFile ? readNamed('HANDRAIL_MLLP_TLS_CA_FILE', caFile) : undefined,
  ]);
  return {
    cert,
    key,
    minVersion: 'TLSv1.2',
    ...(ca ? { ca, requestCert: true, rejectUnauthorized: true } : {}),
  };
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
