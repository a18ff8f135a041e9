const HEAD = 'POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';
const HIDDEN = 'GET /v1/persons HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

/** Requests of which two readers see different ends, each with another request behind. */
export const SMUGGLED = [
  ['length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['two lengths', 'Content-Length: 0\r\nContent-Length: 44\r\n\r\n'],
  ['a chunk of no length', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['another coding than chunks', 'Transfer-Encoding: xchunked\r\n\r\n'],
].map(([name, rest]) => [name!, HEAD + rest! + HIDDEN] as const);

/** Of HTTP/2: a stream that is opened with a header table of its own and reset, sixty times. */
export const RAPID_RESETS = Array.from({ length: 60 }, (_, at) => {
  const stream = String.fromCharCode(0, 0, 0, at * 2 + 1);
  return `\u0000\u0000\u0001\u0001\u0005${stream}\u0002\u0000\u0000\u0004\u0003\u0000${stream}\u0000\u0000\u0000\u0008`;
}).join('');
