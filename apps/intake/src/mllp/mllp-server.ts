import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsMaterial } from './tls-files.js';

const HANDSHAKE_MS = 10_000;

/** A listener for senders; over TLS with certificate and key, mutual with an authority. */
export function createMllpServer(
  tls: TlsMaterial | undefined,
  onSocket: (socket: Socket) => void,
): Server {
  if (!tls) return createServer({ allowHalfOpen: true }, onSocket);
  const { context, isMutual } = tls;
  const options = { ...context, allowHalfOpen: true, handshakeTimeout: HANDSHAKE_MS };
  return createTlsServer(
    { ...options, ...(isMutual ? { requestCert: true, rejectUnauthorized: true } : {}) },
    onSocket,
  );
}
