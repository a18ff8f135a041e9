import { firstRequest } from './first-request.js';

const read = (text: string) => firstRequest(Buffer.from(text, 'latin1'));

describe('the first request of a connection', () => {
  it('is known by its path, its token and its cookies, however their names are written', () => {
    const text =
      'GET /v1/feeds?limit=5 HTTP/1.1\r\nHost: here\r\nAUTHORIZATION:  Bearer a.b \r\ncookie: a=1\r\n\r\n';
    expect(read(text)).toEqual({ path: '/v1/feeds', authorization: 'Bearer a.b', cookie: 'a=1' });
    expect(read(`${text}GET /next HTTP/1.1\r\n`)).toMatchObject({ path: '/v1/feeds' });
  });

  it('may have neither, also where another header or a body speaks of them', () => {
    const text =
      'POST /v1/events HTTP/1.1\r\nx-authorization: Bearer a\r\n\r\nauthorization: Bearer b\r\n\r\n';
    expect(read(text)).toEqual({
      ...{ path: '/v1/events', authorization: undefined, cookie: undefined },
    });
  });

  it.each([
    ['not whole', 'GET / HTTP/1.1\r\nauthorization: Bearer a\r\n'],
    ['of another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['no text', '\u0000\u0001\r\n\r\n'],
    ['empty', ''],
  ])('is left to the parser when it is %s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });
});
