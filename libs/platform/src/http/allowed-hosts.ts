/** `name`, `name:port`, `1.2.3.4:port` or `[v6]:port`, as a Host header or a setting writes it. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)\.?(?::(\d{1,5}))?$/i;

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;

/** Whether a name or an address is this machine's own, which nobody else can reach. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

interface HostName {
  readonly name: string;
  /** Null when none is written. */
  readonly port: string | null;
}

/** Reads a Host header; undefined when it is none. */
export function readHost(text: string): HostName | undefined {
  const match = HOST.exec(text);
  return match ? { name: match[1]!.toLowerCase(), port: match[2] ?? null } : undefined;
}

/**
 * Whether a service answers to this Host header. Loopback names always count, whatever the port, because
 * a page cannot be served from them by somebody else's name. Everything else must be named: a page whose
 * own name was made to point here (DNS rebinding) still sends its own name. An entry with a port
 * counts for that port only.
 */
export function isAllowedHost(header: string | undefined, allowed: readonly string[]): boolean {
  const host = header === undefined ? undefined : readHost(header);
  if (!host) return false;
  if (isLoopback(host.name)) return true;
  return allowed.some((entry) => {
    const named = readHost(entry);
    return named?.name === host.name && (named.port === null || named.port === host.port);
  });
}

const ALL_ADDRESSES = new Set(['0.0.0.0', '::']);

/** The address a service listens on, as a Host header writes it; none when it listens on all. */
export function ownHosts(host: string): readonly string[] {
  if (ALL_ADDRESSES.has(host)) return [];
  return [host.includes(':') ? `[${host}]` : host];
}
