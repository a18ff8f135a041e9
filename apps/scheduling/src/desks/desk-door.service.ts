import { Inject, Injectable } from '@nestjs/common';
import {
  currentCaller,
  deskOf,
  notFound,
  SERVICE_SETTINGS,
  type CommonSettings,
} from '@handrail/platform';
import { DataSource } from 'typeorm';

/** The first offer of a placement has its id, as long as it has no row of its own. */
const OF_OFFER = `
  SELECT program.run_by FROM (
    SELECT program_id FROM offer WHERE id = $1
    UNION ALL SELECT program_id FROM placement
      WHERE id = $1 AND NOT EXISTS (SELECT FROM offer WHERE id = $1)) AS asked
  LEFT JOIN program ON program.id = asked.program_id`;
const OF_PLACEMENT = `
  SELECT program.run_by FROM placement LEFT JOIN program ON program.id = placement.program_id
  WHERE placement.id = $1`;

/**
 * Of several organisations in one network each answers for its own programs: what is another's is not there for an
 * admission desk, found in the one statement that finds nothing, too.
 */
@Injectable()
export class DeskDoor {
  readonly #dataSource: DataSource;
  readonly #network: readonly string[];

  constructor(dataSource: DataSource, @Inject(SERVICE_SETTINGS) settings: CommonSettings) {
    this.#dataSource = dataSource;
    this.#network = settings.NETWORK_ORGANISATIONS;
  }

  /** Whose programs the caller answers for; null for who works for the whole network, and outside of requests. */
  get desk(): string | null {
    const caller = currentCaller();
    return caller ? deskOf(caller.principal, this.#network) : null;
  }

  /** @throws Problem 404 when the offer is to a program of another organisation */
  openOffer(id: string): Promise<void> {
    return this.#open(OF_OFFER, id, 'offer');
  }

  /** @throws Problem 404 when the place is in a program of another organisation */
  openPlacement(id: string): Promise<void> {
    return this.#open(OF_PLACEMENT, id, 'placement');
  }

  async #open(sql: string, id: string, what: string): Promise<void> {
    const { desk } = this;
    if (desk === null) return;
    const [found] = await this.#dataSource.query<Array<{ run_by: string | null }>>(sql, [id]);
    if (!found || (found.run_by !== null && found.run_by !== desk)) throw notFound(what);
  }
}
