import { Injectable } from '@nestjs/common';
import { notFound } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { completedView } from './completed-view.js';
import type { ReassessmentView } from './reassessment.view.js';

const BY_ID = `SELECT doc FROM reassessment WHERE reassessment_id = $1`;

interface Row {
  readonly doc: ReassessmentView;
}

/** Finds a reassessment by its id, as it was saved last. */
@Injectable()
export class ReassessmentReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async byId(id: string): Promise<ReassessmentView> {
    const [row] = await this.#database.query<Row[]>(BY_ID, [id]);
    if (!row) throw notFound('reassessment');
    return completedView(row.doc);
  }
}
