import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { toEmergencyView, type EmergencyAccessView, type EmergencyState } from './emergency.dto.js';
import { SHOWN, type EmergencyRow } from './emergency.sql.js';

const STATE = `
  CASE WHEN coalesce(a.closed_at, a.until) > clock_timestamp() THEN 'open'
       WHEN a.finding IS NULL THEN 'to-review' ELSE 'reviewed' END`;

const PAGE = `${SHOWN}
  WHERE ($1::text IS NULL OR ${STATE} = $1)
    AND ($2::timestamptz IS NULL OR (a.opened_at, a.id) < ($2::timestamptz, $3::uuid))
  ORDER BY a.opened_at DESC, a.id DESC LIMIT $4`;

type Row = EmergencyRow & { readonly opened: string };

/** Accesses in emergencies, for whoever reviews them. */
@Injectable()
export class EmergencyReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async page(
    state: EmergencyState | undefined,
    { limit, after }: PageQuery,
  ): Promise<Page<EmergencyAccessView>> {
    const params = [state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1];
    const rows = await this.#dataSource.query<Row[]>(PAGE, params);
    const now = new Date().toISOString();
    return toPage(
      rows,
      limit,
      ({ opened, id }) => [opened, id],
      (row) => toEmergencyView(row, now),
    );
  }

  async byId(id: string): Promise<EmergencyAccessView | undefined> {
    const [row] = await this.#dataSource.query<Row[]>(`${SHOWN} WHERE a.id = $1`, [id]);
    return row && toEmergencyView(row, new Date().toISOString());
  }
}
