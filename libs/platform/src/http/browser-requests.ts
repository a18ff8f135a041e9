import { isAllowedHost } from './allowed-hosts.js';
import { Problem } from './problem.js';

/** What a request says about where it comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** The `Sec-Fetch-*` headers, which browsers write themselves and pages cannot. */
  readonly site: string | undefined;
  readonly mode: string | undefined;
  readonly destination: string | undefined;
}

/**
 * Probes of platforms and scrapers of metrics ask by the address of a container, which no setting can
 * name beforehand. These answers hold nothing about a person, so any Host may read them.
 */
const PROBES = /^\/(health\/(live|ready)|metrics)\/?$/;

export const isProbe = (path: string): boolean => PROBES.test(path);

const READS = new Set(['GET', 'HEAD']);
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Why a request is not served, or undefined. Whoever may use a service has a browser that may; what must not
 * use it is a page of another origin in that browser. Programs send neither `Origin` nor `Sec-Fetch-Site` and
 * pass.
 */
export function refusalOf(request: RequestOrigin, allowedHosts: readonly string[]) {
  if (!isProbe(request.path) && !isAllowedHost(request.host, allowedHosts))
    return unknownHost(request.host);
  if (READS.has(request.method) && isVisit(request)) return undefined;
  if (request.site !== undefined && !OWN_SITES.has(request.site))
    return foreignOrigin('Sec-Fetch-Site', 'same-origin, or none');
  if (request.origin !== undefined && !isOwnOrigin(request.origin, request.host))
    return foreignOrigin('Origin', 'the origin of this service; programs send none');
  return undefined;
}

/** Following a link shows the answer to the person alone: the page that held the link cannot read it. */
const isVisit = ({ mode, destination }: RequestOrigin) =>
  mode === 'navigate' && destination === 'document';

/** The Host was checked before, so it says who we are; a proxy in front has to hand it on. */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (host === undefined || !/^https?:/.test(origin) || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  const own = `${page.protocol}//${host}`;
  return URL.canParse(own) && new URL(own).host === page.host;
}

function unknownHost(host: string | undefined): Problem {
  const reason = host === undefined ? 'is missing' : 'is not a name of this service';
  const accepted = 'a loopback name or address, or a name listed in HANDRAIL_ALLOWED_HOSTS';
  return new Problem(
    403,
    'unknown-host',
    'The request is for another host',
    'This service answers to the names it was told only, so that no other name can be pointed at it.',
    [{ path: 'Host', reason, accepted }],
  );
}

function foreignOrigin(path: string, accepted: string): Problem {
  return new Problem(
    403,
    'foreign-origin',
    'A page of another origin may not do this',
    'A browser sent this for a page that is not of this service. Such pages can neither read nor write here.',
    [{ path, reason: 'names another origin', accepted }],
  );
}
