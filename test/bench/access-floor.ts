import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { constants, setPriority } from 'node:os';

// Started by access.ts: answers each request of a flood with 429 and does nothing else, so that what others wait
// beside it is the cost of such a flood to the machine, whoever takes it.
const REFUSAL = 'HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n';
const server = createServer((socket) => {
  socket.on('data', (chunk: Buffer) => {
    const asked = chunk.toString('latin1').split('GET /').length - 1;
    socket.write(REFUSAL.repeat(asked));
  });
  socket.on('error', () => undefined);
});
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('message', () => process.exit(0));
