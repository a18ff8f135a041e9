import { Injectable } from '@nestjs/common';
import type {
  OfferAnswer,
  OfferOddsAnswer,
  PageAnswer,
  PlacementCaseAnswer,
} from '@handrail/contracts';
import type { CaseProgram, OffersAnswer, PlacementCase } from '../api/placement-case.js';
import { SchedulingClient } from './scheduling.client.js';

/** Ten pages of 200: the largest network that is scored. */
const PAGES = 10;

/** Puts together what the screens of a place need to know. */
@Injectable()
export class PlacementCaseReader {
  readonly #scheduling: SchedulingClient;

  constructor(scheduling: SchedulingClient) {
    this.#scheduling = scheduling;
  }

  async find(id: string): Promise<PlacementCase> {
    return await this.caseOf(
      await this.#scheduling.get<PlacementCaseAnswer>(`/v1/placements/${encodeURIComponent(id)}`),
    );
  }

  async caseOf(placement: PlacementCaseAnswer): Promise<PlacementCase> {
    const level = encodeURIComponent(placement.level);
    const [programs, odds] = await Promise.all([
      this.#everyProgram(),
      this.#odds(`?level=${level}`),
    ]);
    const named = new Set(placement.candidates.map(({ programId }) => programId));
    const shown = programs.filter(
      (program) => program.level === placement.level || named.has(program.id),
    );
    return { at: new Date().toISOString(), placement, programs: shown, odds };
  }

  async offers(filter: { readonly programId?: string; readonly status?: string }) {
    const asked = new URLSearchParams({ limit: '200', ...filter });
    const [page, odds] = await Promise.all([
      this.#scheduling.get<PageAnswer<OfferAnswer>>(`/v1/offers?${asked.toString()}`),
      this.#odds(''),
    ]);
    const { items, nextCursor } = page;
    const answer: OffersAnswer = {
      at: new Date().toISOString(),
      items,
      cut: nextCursor !== null,
      odds,
    };
    return answer;
  }

  async #odds(filter: string): Promise<readonly OfferOddsAnswer[]> {
    const path = `/v1/offers/odds${filter}`;
    return (await this.#scheduling.get<{ items: readonly OfferOddsAnswer[] }>(path)).items;
  }

  async #everyProgram(): Promise<CaseProgram[]> {
    const programs: CaseProgram[] = [];
    let cursor = '';
    for (let page = 0; page < PAGES; page += 1) {
      const path = `/v1/programs?limit=200${cursor}`;
      const { items, nextCursor } = await this.#scheduling.get<PageAnswer<CaseProgram>>(path);
      programs.push(...items);
      if (nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
    }
    return programs;
  }
}
