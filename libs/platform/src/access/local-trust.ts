import { isLoopback } from '../http/allowed-hosts.js';

/** The settings that decide whether a request without a token may be somebody of this machine. */
export interface TrustSettings {
  readonly HOST: string;
  readonly ISSUER?: string | undefined;
}

/** Where a request comes from. */
export interface RequestPeer {
  /** The address at the other end of the connection. */
  readonly address: string | undefined;
  /** A proxy says that it hands on what somebody else sent. */
  readonly isForwarded: boolean;
  /** A browser sent it: where there is an issuer, whoever sits at it signs in. */
  readonly isBrowser: boolean;
}

/**
 * Whether a request without a token is taken as `system/local`. Only where nobody but this machine reaches
 * the service: it listens on loopback, its issuer if any is this machine's own, and the request
 * comes from here and was handed on by no proxy. Behind a real issuer everybody needs a token, and where there
 * is any issuer, people at a browser sign in.
 */
export function isTrustedLocally(settings: TrustSettings, sender: RequestPeer): boolean {
  const { ISSUER: issuer } = settings;
  if (issuer !== undefined && (sender.isBrowser || !isLoopback(new URL(issuer).hostname)))
    return false;
  return isLoopback(settings.HOST) && !sender.isForwarded && isLoopbackPeer(sender.address);
}

/** A socket for both families writes an IPv4 peer as `::ffff:127.0.0.1`. */
const isLoopbackPeer = (address: string | undefined) =>
  address !== undefined && isLoopback(address.replace(/^::ffff:/i, ''));
