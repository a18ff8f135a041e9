import { Injectable } from '@nestjs/common';
import { notFound } from '@handrail/platform';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { OFFERED_FACTS } from '../consent/domain/consent-report.js';
import { DisclosureGate } from '../disclosure/disclosure-gate.service.js';
import type { Disclosed } from '../disclosure/domain/decide-disclosure.js';
import { DeskDoor } from '../desks/desk-door.service.js';

/** The first offer of a placement has its id, as long as it has no row of its own. */
const OF_ORGANISATION = `
  SELECT p.id AS placement_id FROM placement AS p
  LEFT JOIN offer AS o ON o.placement_id = p.id AND o.id = $1
  JOIN program AS g ON g.id = coalesce(o.program_id, p.program_id)
  WHERE (o.id = $1 OR p.id = $1) AND g.organisation = $2`;

/** Who may answer an offer: whoever the network employs, and the organisation whose program is asked. */
@Injectable()
export class OfferDoor {
  readonly #dataSource: DataSource;
  readonly #gate: DisclosureGate;
  readonly #desks: DeskDoor;

  constructor(dataSource: DataSource, gate: DisclosureGate, desks: DeskDoor) {
    this.#dataSource = dataSource;
    this.#gate = gate;
    this.#desks = desks;
  }

  /** Null within the network. An offer to somebody else is not there for another organisation, nor for another desk. */
  async open(request: Request, offerId: string): Promise<Disclosed | null> {
    const outsider = this.#gate.outsider();
    if (!outsider) {
      await this.#desks.openOffer(offerId);
      return null;
    }
    const [found] = await this.#dataSource.query<Array<{ placement_id: string }>>(OF_ORGANISATION, [
      offerId,
      outsider.organisation,
    ]);
    if (!found) throw notFound('offer');
    return await this.#gate.open(request, found.placement_id, {
      ...{ facts: OFFERED_FACTS, purpose: 'treatment', channel: 'offer-answer' },
    });
  }
}
