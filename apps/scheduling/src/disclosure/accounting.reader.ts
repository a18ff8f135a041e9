import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DisclosuresView } from './accounting.dto.js';
import { disclosedTo, disclosureText, type AccountedDisclosure } from './domain/account-for.js';

// By the placement, so that what was told before two persons turned out to be one is the survivor's.
const OF_PERSON = `
  SELECT d.at, d.organisation, d.recipient, d.channel, d.facts, d.purpose, d.basis, d.rests_on, d.notice
  FROM placement AS p JOIN disclosure AS d ON d.placement_id = p.id
  WHERE p.person_id = $1 AND d.at >= $2 ORDER BY d.at DESC, d.key`;

type Row = Omit<AccountedDisclosure, 'at' | 'facts'> & {
  readonly at: Date;
  readonly facts: string[];
  readonly rests_on: string;
  readonly notice: string;
};

/** Three years (42 CFR 2.24, 2.25). */
const YEARS = 3;

/** To whom a person was disclosed. */
@Injectable()
export class AccountingReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async ofPerson(personId: string, now: Date): Promise<DisclosuresView> {
    const since = new Date(now);
    since.setUTCFullYear(since.getUTCFullYear() - YEARS);
    const rows = await this.#dataSource.query<Row[]>(OF_PERSON, [personId, since]);
    const items = rows.map((row) => {
      const { rests_on: restsOn, ...kept } = row;
      const accounted = { ...kept, at: row.at.toISOString() };
      return { ...accounted, restsOn, text: disclosureText(accounted) };
    });
    return {
      personId,
      since: since.toISOString(),
      items,
      recipients: disclosedTo(items).map((each) => ({ ...each, facts: [...each.facts] })),
    };
  }
}
