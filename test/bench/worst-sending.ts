import { connect } from 'node:net';
import type { WorstInput } from './worst-inputs.js';

/** The first answer on a connection of its own. */
async function overMllp(port: number, payload: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(Buffer.concat([Buffer.from([11]), payload, Buffer.from([28, 13])]));
  let text = '';
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (text.includes('\u001c')) socket.destroy();
  });
  await closed;
  return /MSA.(\w\w)/.exec(text)?.[1] ?? 'closed';
}

const PATHS = { 'HL7 over HTTP': '/v1/hl7v2', FHIR: '/v1/fhir', events: '/v1/events' } as const;

async function overHttp(url: string, input: WorstInput, payload: Buffer): Promise<string> {
  const path = PATHS[input.way as keyof typeof PATHS];
  const headers = { 'content-type': input.contentType };
  const body = new Uint8Array(payload);
  const answer = await fetch(url + path, { method: 'POST', headers, body });
  const text = await answer.text();
  return `${answer.status}${/MSA.(\w\w)/.exec(text)?.[0].slice(3) ?? ''}`;
}

/** Where intake listens. */
export interface Doors {
  readonly url: string;
  readonly mllpPort: number;
}

/** Sends a payload by the way in its input names, and says in a word what was answered. */
export const sendOver = (doors: Doors, input: WorstInput, payload: Buffer): Promise<string> =>
  input.way === 'MLLP' ? overMllp(doors.mllpPort, payload) : overHttp(doors.url, input, payload);
