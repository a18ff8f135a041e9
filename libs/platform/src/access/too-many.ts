import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemBody } from '../http/problem.js';

const PROBLEM: ProblemBody = {
  type: 'urn:handrail:problem:too-many-requests',
  title: 'Too many requests at once',
  status: 429,
  detail: 'Nothing of this request was read: send it again after the time in Retry-After.',
};
const BODY = Buffer.from(JSON.stringify(PROBLEM));
const headersOf = (waitSeconds: number) => ({
  'content-type': 'application/problem+json; charset=utf-8',
  'cache-control': 'no-store',
  'retry-after': String(waitSeconds),
  'content-length': String(BODY.length),
});

/** Answers 429, made once: whoever floods is to cost as little as that. */
export function answerTooMany(response: ServerResponse, waitSeconds: number): void {
  // A body that stays unread makes the connection unusable; without one the next request may use it.
  const { headers } = response.req;
  if (headers['content-length'] ?? headers['transfer-encoding'])
    response.setHeader('connection', 'close');
  response.writeHead(429, headersOf(waitSeconds)).end(BODY);
}

/** The same on a connection whose requests were not parsed, which ends with it. */
export function endTooMany(socket: Socket, waitSeconds: number): void {
  const headers = Object.entries({ ...headersOf(waitSeconds), connection: 'close' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`HTTP/1.1 429 Too Many Requests\r\n${lines}\r\n`);
  socket.write(BODY);
  socket.destroySoon();
}
