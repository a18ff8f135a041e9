import { Injectable } from '@nestjs/common';
import type { PageAnswer } from '@handrail/contracts';
import type {
  CapacityAct,
  CapacityRow,
  ImportReport,
  KnownProgram,
  PlacesQuestion,
} from '../api/capacity.js';
import { answered } from '../services/answered.js';
import { ServiceClient, type ServiceAnswer } from '../services/service-client.js';

const MEANING = 'Nothing was changed.';
const TIMEOUT_MS = 5_000;
/** A directory has thousands of programs, each saved by itself. */
const IMPORT_TIMEOUT_MS = 60_000;

/** Passes the places and settings of programs on from scheduling, which owns them. */
@Injectable()
export class CapacityClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  page(query: Readonly<Record<string, string>>): Promise<PageAnswer<CapacityRow>> {
    const asked = new URLSearchParams(query).toString();
    return this.#read(`/v1/capacity?${asked}`);
  }

  program(id: string): Promise<KnownProgram> {
    return this.#read(pathOf(id));
  }

  act(
    { programId, trackId, act }: { programId: string; trackId: string; act: CapacityAct },
    body: object,
    ifMatch: string,
  ): Promise<CapacityRow> {
    const path = `${pathOf(programId)}/tracks/${encodeURIComponent(trackId)}/${act}`;
    const headers = { 'if-match': ifMatch };
    return this.#change(() => this.#client.post('scheduling', path, body, TIMEOUT_MS, headers));
  }

  /** A link by which the program confirms its places; its token is shown once. */
  link(programId: string, by: object): Promise<{ token: string; expiresAt: string }> {
    const path = `${pathOf(programId)}/capacity-link`;
    return this.#change(() => this.#client.post('scheduling', path, by, TIMEOUT_MS));
  }

  add(program: object): Promise<KnownProgram> {
    return this.#change(() => this.#client.post('scheduling', '/v1/programs', program, TIMEOUT_MS));
  }

  change(id: string, program: object, ifMatch: string): Promise<KnownProgram> {
    return this.#change(() => this.#client.put('scheduling', pathOf(id), program, ifMatch));
  }

  close(id: string, closures: object, ifMatch: string): Promise<KnownProgram> {
    const path = `${pathOf(id)}/closures`;
    return this.#change(() => this.#client.put('scheduling', path, closures, ifMatch));
  }

  /** Shows what a directory would change; changes it for whoever sends the digest of what was shown. */
  import(directory: object): Promise<ImportReport> {
    const path = '/v1/programs/import';
    return this.#change(() => this.#client.post('scheduling', path, directory, IMPORT_TIMEOUT_MS));
  }

  /** The directory as CSV, for a spreadsheet. */
  async export(): Promise<string> {
    const path = '/v1/programs/export?format=csv';
    const ask = async () => {
      const answer = await this.#client.get('scheduling', path, IMPORT_TIMEOUT_MS);
      return answer.status < 300 ? { ...answer, body: answer.text } : answer;
    };
    return await answered<string>('scheduling', ask, MEANING);
  }

  question(token: string): Promise<PlacesQuestion> {
    return this.#read(`/v1/capacity/confirm?token=${encodeURIComponent(token)}`);
  }

  confirm(answer: object): Promise<unknown> {
    const path = '/v1/capacity/confirm';
    return this.#change(() => this.#client.post('scheduling', path, answer, TIMEOUT_MS));
  }

  #read<T>(path: string): Promise<T> {
    const ask = () => this.#client.get('scheduling', path, TIMEOUT_MS);
    return answered<T>('scheduling', ask, MEANING);
  }

  #change<T>(ask: () => Promise<ServiceAnswer>): Promise<T> {
    return answered<T>('scheduling', ask, MEANING, 'change');
  }
}

const pathOf = (programId: string): string => `/v1/programs/${encodeURIComponent(programId)}`;
