import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { toOfferView, type OfferView, type ShownOffer } from './offer.dto.js';

/** Offers that hold a place: `open` is both. */
const OPEN = ['sent', 'acknowledged'] as const;

const SHOWN = `
  SELECT o.id, o.placement_id, p.person_id, o.level, o.program_id,
         coalesce(program.name, o.program_id) AS program_name, o.track_id,
         o.starts_on::text AS starts_on, o.status, o.reason, o.needs, p.priority_class,
         (SELECT count(*)::int FROM offer AS other
          WHERE other.placement_id = o.placement_id AND other.id <> o.id
            AND other.status IN ('sent', 'acknowledged')) AS asked_beside,
         p.course ->> 'agreedAt' AS agreed_at, o.made_at, o.expires_at, o.acknowledged_at, o.ended_at,
         o.made_at::text AS made
  FROM offer AS o JOIN placement AS p ON p.id = o.placement_id
  LEFT JOIN program ON program.id = o.program_id`;

export interface OfferFilter {
  readonly programId?: string;
  readonly placementId?: string;
  /** One of the statuses, or `open`. */
  readonly status?: string;
  /** Of programs of this organisation only. */
  readonly organisation?: string;
  /** Of programs this organisation of the network answers for: its own, and those of any desk. */
  readonly desk?: string | null;
}

/** What programs are asked, newest first. */
@Injectable()
export class OfferReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async byId(id: string): Promise<OfferView | undefined> {
    const rows: ShownOffer[] = await this.#dataSource.query(`${SHOWN} WHERE o.id = $1`, [id]);
    return rows.map(toOfferView)[0];
  }

  async page(filter: OfferFilter, page: PageQuery): Promise<Page<OfferView>> {
    const { where, params } = conditionsOf(filter, page);
    const rows: ShownOffer[] = await this.#dataSource.query(`${SHOWN} ${where}`, params);
    return toPage(rows, page.limit, ({ made, id }) => [made, id], toOfferView);
  }
}

/** Only conditions that were asked for are in a statement, so that each finds its index. */
function conditionsOf(
  { programId, placementId, status, organisation, desk = null }: OfferFilter,
  { limit, after }: PageQuery,
) {
  const params: unknown[] = [limit + 1];
  const conditions: string[] = [];
  if (programId !== undefined) conditions.push(`o.program_id = $${params.push(programId)}`);
  if (placementId !== undefined) conditions.push(`o.placement_id = $${params.push(placementId)}`);
  if (organisation !== undefined)
    conditions.push(`program.organisation = $${params.push(organisation)}`);
  if (desk !== null)
    conditions.push(`coalesce(program.run_by, $${params.push(desk)}) = $${params.length}`);
  if (status !== undefined)
    conditions.push(`o.status = ANY($${params.push(status === 'open' ? OPEN : [status])}::text[])`);
  if (after)
    conditions.push(
      `(o.made_at, o.id) < ($${params.push(after[0])}::timestamptz, $${params.push(after[1])}::uuid)`,
    );
  const filtered = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return { where: `${filtered} ORDER BY o.made_at DESC, o.id DESC LIMIT $1`, params };
}
