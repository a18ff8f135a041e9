import { Injectable } from '@nestjs/common';
import { notFound, Problem, type ProblemBody } from '@handrail/platform';
import {
  ATTENDANCES,
  type AdmissionDesk,
  type ArrivalAct,
  type DeskOffer,
  type DeskPerson,
} from '../api/admission.js';
import type { TrackAttendance } from '../api/admission.js';
import { answered } from '../services/answered.js';
import { amount, array, object, string } from '../services/domain/json.js';
import { ServiceClient } from '../services/service-client.js';
import { byExpiry, byStart, readOffer, readPerson, readProgram } from './read-desk.js';

const MEANING = 'Nothing was changed.';
const AT_ONCE = 200;
const MARKS: readonly string[] = [...ATTENDANCES, 'cancelled'];

/** Puts the desk of a program together from scheduling and intake, and passes on what is done there. */
@Injectable()
export class AdmissionClient {
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  async desk(programId: string): Promise<AdmissionDesk> {
    const id = encodeURIComponent(programId);
    const [answer, confirmed, offered] = await Promise.all([
      this.#get('scheduling', `/v1/programs/${id}`),
      this.#people(id),
      this.#offers(id),
    ]);
    const program = readProgram(answer);
    if (!program) throw notFound('program');
    return {
      program,
      offers: offered.toSorted(byExpiry),
      people: confirmed.toSorted(byStart),
      cut: confirmed.length === AT_ONCE || offered.length === AT_ONCE,
    };
  }

  async attendance(
    programId: string,
    trackId: string,
    sessionStartsAt: string,
  ): Promise<TrackAttendance> {
    const track = new URLSearchParams({ programId, trackId });
    const session = new URLSearchParams({ programId, trackId, sessionStartsAt });
    const [marks, hours] = await Promise.all([
      this.#get('intake', `/v1/attendance?${session.toString()}`),
      this.#get('intake', `/v1/attendance/hours?${track.toString()}`),
    ]);
    return { session: marksOf(marks), hours: hoursOf(hours) };
  }

  record(programId: string, trackId: string, sheet: object): Promise<unknown> {
    return this.#post('intake', '/v1/attendance', { ...sheet, programId, trackId });
  }

  recordArrival(id: string, act: ArrivalAct, body: object, ifMatch?: string): Promise<unknown> {
    const seen: Record<string, string> = ifMatch ? { 'if-match': ifMatch } : {};
    return this.#post('scheduling', `/v1/placements/${id}/${act}`, body, seen);
  }

  /** A release that keeps offers in their placements takes no name with an answer. */
  async answerOffer(id: string, answer: 'accept' | 'decline', body: object): Promise<unknown> {
    const path = `/v1/offers/${id}/${answer}`;
    try {
      return await this.#post('scheduling', path, body);
    } catch (refused) {
      const { by, ...nameless } = body as Record<string, unknown>;
      if (by === undefined || !(refused instanceof Problem) || !refusesName(refused)) throw refused;
      return await this.#post('scheduling', path, nameless);
    }
  }

  async #people(programId: string): Promise<DeskPerson[]> {
    const path = `/v1/placements?programId=${programId}&status=confirmed&limit=${AT_ONCE}`;
    const { items } = object(await this.#get('scheduling', path));
    return array(items).flatMap((each) => readPerson(each) ?? []);
  }

  /** A release without a list of offers keeps them in their placements. */
  async #offers(programId: string): Promise<DeskOffer[]> {
    const listed = await this.#get(
      'scheduling',
      `/v1/offers?programId=${programId}&status=open&limit=${AT_ONCE}`,
    ).catch((refused: unknown) => {
      if (!(refused instanceof Problem) || refused.getStatus() !== 404) throw refused;
      const path = `/v1/placements?programId=${programId}&status=offered&limit=${AT_ONCE}`;
      return this.#get('scheduling', path);
    });
    return array(object(listed)['items']).flatMap((each) => readOffer(each) ?? []);
  }

  #get(service: 'scheduling' | 'intake', path: string): Promise<unknown> {
    return answered(service, () => this.#client.get(service, path, 5_000), MEANING);
  }

  #post(
    service: 'scheduling' | 'intake',
    path: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const ask = () => this.#client.post(service, path, body, 5_000, headers);
    return answered(service, ask, 'What you entered is kept here.', 'change');
  }
}

type Mark = TrackAttendance['session'][string];

const isMark = (read: string | null): read is Mark => read !== null && MARKS.includes(read);

/** The one thing that is wrong is that it is said who answers. */
function refusesName(refused: Problem): boolean {
  const { status, errors = [] } = refused.getResponse() as ProblemBody;
  return status === 400 && errors.length === 1 && errors[0]?.path === '/by';
}

function marksOf(answer: unknown): TrackAttendance['session'] {
  const entries = array(object(answer)['items']).map(object);
  const marks: Record<string, Mark> = {};
  for (const { placementId, attendance } of entries) {
    const [id, mark] = [string(placementId), string(attendance)];
    if (id !== null && isMark(mark)) marks[id] = mark;
  }
  return marks;
}

function hoursOf(answer: unknown): TrackAttendance['hours'] {
  const entries = array(object(answer)['items']).map(object);
  return Object.fromEntries(
    entries.flatMap(({ placementId, attendedHours, unexcused }) => {
      const [id, hours, missed] = [string(placementId), amount(attendedHours), amount(unexcused)];
      if (id === null || hours === null || missed === null) return [];
      return [[id, { attendedHours: hours, unexcused: missed }]];
    }),
  );
}
