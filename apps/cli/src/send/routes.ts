import type { Input } from './read-input.js';
import {
  readAcknowledgement,
  readOperationOutcome,
  readProblem,
  readResult,
  type Answer,
} from './answer.js';
import { type MllpClient } from './mllp-client.js';
import type { Trail } from './disposition.js';
import { controlIdOf, labelOf } from './split-hl7.js';

/** One message or event on its way, with a name a reader recognises it by. */
export interface Sent {
  readonly label: string;
  readonly answer: Answer;
  /** What it is found by at intake. */
  readonly trail: Trail;
}

/** Ways to intake. */
export interface Routes {
  readonly intakeUrl: string;
  /** Undefined when HL7 v2 goes by HTTP too. */
  readonly mllp: MllpClient | undefined;
  readonly timeoutMs: number;
  /** What every request by HTTP brings. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Events in one request; a batch must stay well below intake's limit for a body. */
const BATCH_SIZE = 100;

/** Sends everything in a file, one after the other, and tells each answer as it comes. */
export async function* sendInput(
  input: Exclude<Input, { kind: 'unknown' }>,
  routes: Routes,
): AsyncGenerator<Sent> {
  switch (input.kind) {
    case 'hl7':
      for (const message of input.messages)
        yield {
          label: labelOf(message),
          answer: await reachable(() => sendHl7(message, routes)),
          trail: byControlId(controlIdOf(message)),
        };
      return;
    case 'fhir':
      for (const bundle of input.bundles)
        yield {
          label: fhirLabel(bundle),
          answer: await reachable(() => sendFhir(bundle, routes)),
          trail: byControlId(bundleId(bundle)),
        };
      return;
    case 'cloudevents':
      yield* sendEvents(input, routes);
      return;
    default:
      return input satisfies never;
  }
}

/** A way that fails is an answer too: the next message may find it open again. */
async function reachable(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    return { outcome: 'unanswered', text: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  const { code } = error as { code?: string };
  if (code === 'ECONNREFUSED' || cause?.code === 'ECONNREFUSED')
    return 'nobody listens there (is Handrail running?)';
  return cause?.message || (error instanceof Error ? error.message : String(error));
}

async function post(routes: Routes, path: string, type: string, body: string | Buffer) {
  const response = await fetch(new URL(path, routes.intakeUrl), {
    method: 'POST',
    headers: { 'content-type': type, ...routes.headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
    signal: AbortSignal.timeout(routes.timeoutMs),
  });
  return { status: response.status, ok: response.ok, text: await response.text() };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function sendHl7(message: string, routes: Routes): Promise<Answer> {
  const bytes = Buffer.from(message, 'latin1');
  if (routes.mllp) return readAcknowledgement(await routes.mllp.send(bytes));
  const { status, ok, text } = await post(routes, '/v1/hl7v2', 'application/hl7-v2', bytes);
  return ok ? readAcknowledgement(text) : readProblem(status, asJson(text));
}

async function sendFhir(bundle: unknown, routes: Routes): Promise<Answer> {
  const body = JSON.stringify(bundle);
  const path = '/v1/fhir/$process-message';
  const { status, text } = await post(routes, path, 'application/fhir+json', body);
  return readOperationOutcome(status, asJson(text));
}

const fhirLabel = (bundle: unknown): string => {
  const { resourceType, id } = bundle as { resourceType?: string; id?: string };
  return [resourceType, id].filter(Boolean).join(' ');
};

/** As intake names it: the identifier of the bundle, else its id. */
const bundleId = (bundle: unknown): string | undefined => {
  const { id, identifier } = bundle as { id?: string; identifier?: { value?: string } };
  return identifier?.value ?? id;
};

const byControlId = (controlId: string | undefined): Trail => (controlId ? { controlId } : null);

const eventTrail = (event: unknown, { messageId }: Answer): Trail => {
  const { id } = (event ?? {}) as { id?: unknown };
  if (messageId) return { messageId };
  return byControlId(typeof id === 'string' ? id : undefined);
};

const eventLabel = (event: unknown): string => {
  const { type, id } = (event ?? {}) as { type?: unknown; id?: unknown };
  const name = typeof type === 'string' ? type.replace(/^handrail\.inbound\./, '') : 'no type';
  return [name, typeof id === 'string' ? id : ''].join(' ').trim();
};

async function* sendEvents(
  { events, isBatch }: Input & { kind: 'cloudevents' },
  routes: Routes,
): AsyncGenerator<Sent> {
  for (let at = 0; at < events.length; at += BATCH_SIZE) {
    const part = events.slice(at, at + BATCH_SIZE);
    const answers = await postEvents(part, isBatch, routes).catch((error: unknown) =>
      part.map((): Answer => ({ outcome: 'unanswered', text: reasonOf(error) })),
    );
    for (const [index, event] of part.entries())
      yield {
        label: eventLabel(event),
        answer: answers[index]!,
        trail: eventTrail(event, answers[index]!),
      };
  }
}

async function postEvents(
  events: readonly unknown[],
  isBatch: boolean,
  routes: Routes,
): Promise<readonly Answer[]> {
  const type = isBatch ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
  const body = JSON.stringify(isBatch ? events : events[0]);
  const { status, ok, text } = await post(routes, '/v1/events', type, body);
  const json = asJson(text) as { results?: readonly object[] } | undefined;
  if (!ok || !json?.results) return events.map(() => readProblem(status, json));
  const missing: Answer = { outcome: 'unanswered', text: 'the answer has no result for it' };
  return events.map((_, at) => (json.results![at] ? readResult(json.results![at]) : missing));
}
