import type { IdentifiedPerson } from './care-network.js';
import type { Acknowledged } from './source.js';

/** A placement as its program sees it. */
interface PlacementSeen {
  readonly id: string;
  readonly status: string;
  readonly startsOn: string | null;
  /** `recovery-housing` of a bed in a residence; null of care. */
  readonly support: string | null;
  readonly version: number;
}

/** Days a program is closed on, the first and the last included. */
interface Closure {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Where the services of this run answer. */
interface Addresses {
  readonly intake: string;
  readonly scheduling: string;
}

/** Who asks: `by` names them where no token does. */
export interface Asking {
  readonly fetch: typeof fetch;
  readonly by: string | undefined;
}

const NOTHING: Acknowledged = { ok: true, text: 'nothing to do' };
const JSON_TYPE = 'application/json';

/** Who sits at a program: reads whom it was sent, answers offers, closes for a day. */
export class ProgramDesk {
  readonly title = 'A program';
  readonly #addresses: Addresses;
  readonly #asking: Asking;

  constructor(addresses: Addresses, asking: Asking) {
    this.#addresses = addresses;
    this.#asking = asking;
  }

  /** The place of care a person holds; undefined while they have none. */
  async placeOf(known: IdentifiedPerson): Promise<PlacementSeen | undefined> {
    return (await this.#placements(known)).find(
      ({ status, support }) => status === 'confirmed' && support === null,
    );
  }

  /** Takes a person into the residence that was asked for beside their care, and says so once they are there. */
  async moveIn(known: IdentifiedPerson): Promise<Acknowledged> {
    const isHome = ({ support }: PlacementSeen) => support === 'recovery-housing';
    const asked = (await this.#placements(known)).find(isHome);
    if (!asked) return NOTHING;
    const { scheduling } = this.#addresses;
    const by = 'residence-desk';
    if (asked.status === 'offered')
      await this.#write('POST', `${scheduling}/v1/offers/${asked.id}/accept`, { by });
    const home = (await this.#placements(known)).find(isHome);
    if (home?.status !== 'confirmed') return { ok: true, text: 'no bed yet' };
    const url = `${scheduling}/v1/placements/${home.id}/arrived`;
    const seen = { 'if-match': `"${home.version}"` };
    return await this.#write('POST', url, { by, reason: 'moved-in' }, seen);
  }

  /** Turns down what was offered for a person, else for whoever else; says so where nothing is. */
  async decline(known: IdentifiedPerson, reason: string): Promise<Acknowledged> {
    const anybody = `${this.#addresses.scheduling}/v1/placements?status=offered&limit=1`;
    const offer =
      (await this.#placements(known)).find(({ status }) => status === 'offered') ??
      (await this.#items<PlacementSeen>(anybody))[0];
    if (!offer) return NOTHING;
    const url = `${this.#addresses.scheduling}/v1/offers/${offer.id}/decline`;
    return await this.#write('POST', url, { reason });
  }

  /** Closes one program of the directory for a day, which moves or makes up its sessions. */
  async closeFor(day: string, choose: (count: number) => number): Promise<Acknowledged> {
    const programs = await this.#items<{ id: string; level: string }>(
      `${this.#addresses.scheduling}/v1/programs?limit=50`,
    );
    const withSessions = programs.filter(({ level }) => level === 'IOP' || level === 'PHP');
    const program = withSessions[choose(withSessions.length)];
    if (!program) return NOTHING;
    const url = `${this.#addresses.scheduling}/v1/programs/${program.id}`;
    const answer = await this.#asking.fetch(url, timely());
    const { closures: known = [] } = (await answer.json()) as { closures?: Closure[] };
    if (known.some(({ from, to }) => from <= day && day <= to)) return NOTHING;
    const closures = [...known, { from: day, to: day, reason: 'training' }];
    const { by } = this.#asking;
    const body = { ...(by === undefined ? {} : { by }), reason: 'training', closures };
    const etag = answer.headers.get('etag') ?? '';
    return await this.#write('PUT', `${url}/closures`, body, { 'if-match': etag });
  }

  async #placements({ person, identifierSystem }: IdentifiedPerson): Promise<PlacementSeen[]> {
    const identifier = encodeURIComponent(`${identifierSystem}|${person.mrn}`);
    const [found] = await this.#items<{ id: string }>(
      `${this.#addresses.intake}/v1/persons?identifier=${identifier}`,
    );
    if (!found) return [];
    return await this.#items(`${this.#addresses.scheduling}/v1/placements?personId=${found.id}`);
  }

  async #items<T>(url: string): Promise<T[]> {
    const answer = (await (await this.#asking.fetch(url, timely())).json()) as { items?: T[] };
    return answer.items ?? [];
  }

  async #write(
    method: 'POST' | 'PUT',
    url: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Acknowledged> {
    const { ok, status } = await this.#asking.fetch(url, {
      ...{ method, headers: { 'content-type': JSON_TYPE, ...headers } },
      ...{ body: JSON.stringify(body), ...timely() },
    });
    return { ok, text: ok ? 'done' : `HTTP ${status}` };
  }
}

const timely = () => ({ signal: AbortSignal.timeout(10_000) });
