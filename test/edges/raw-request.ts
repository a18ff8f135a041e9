import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What comes back for exactly these bytes, until the other side closes or nothing more comes. */
export async function raw(
  url: string,
  text: string,
): Promise<{ answer: string; isClosed: boolean }> {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  let answer = '';
  let isClosed = false;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('close', () => (isClosed = true));
  socket.write(text);
  await Promise.race([once(socket, 'close'), new Promise((done) => setTimeout(done, 1_500))]);
  socket.destroy();
  return { answer, isClosed };
}

export const statusesOf = (answer: string) =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));

/** A connection nothing is sent over yet. */
export async function opened(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}
