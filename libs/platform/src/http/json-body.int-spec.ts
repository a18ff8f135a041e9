import { All, Controller, Module, Req, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MAX_JSON_DEPTH } from '@handrail/domain';
import { createLogger } from '../log/logger.js';
import { jsonBody, plainAddress } from './json-body.js';
import { ProblemFilter } from './problem-filter.js';

// Real: a Nest application with the two readers every service has in front of its endpoints, and the
// filter that writes its errors, on a port of its own.
@Controller()
class EchoController {
  @All('{*path}')
  echo(@Req() { body }: { body?: unknown }): object {
    return Buffer.isBuffer(body) ? { bytes: body.length } : { body: body ?? null };
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

let app: INestApplication;
let url: string;

beforeAll(async () => {
  app = await NestFactory.create(EchoModule, { bodyParser: false, logger: false });
  const alreadyRead = (request: { url: string; body?: unknown }, _: unknown, next: () => void) => {
    if (request.url === '/raw') request.body = Buffer.from('{"half":');
    next();
  };
  app.use(alreadyRead, plainAddress, jsonBody(100 * 1024));
  app.useGlobalFilters(new ProblemFilter(createLogger({ level: 'silent' })));
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

async function post(body: string | Buffer<ArrayBuffer>, type = 'application/json', path = '/') {
  const init = { method: 'POST', headers: { 'content-type': type }, body };
  const response = await fetch(url + path, init);
  const json = (await response.json()) as { errors?: Array<{ path: string; reason: string }> };
  return { status: response.status, json };
}

const refusalOf = async (body: string | Buffer<ArrayBuffer>, type?: string) => {
  const { status, json } = await post(body, type);
  return [status, json.errors?.map(({ path, reason }) => `${path} ${reason}`)];
};

describe('a JSON body', () => {
  it('is read in UTF-8, as an object or a list, of any JSON type', async () => {
    expect(await post('{"a":["é",1]}')).toMatchObject({ json: { body: { a: ['é', 1] } } });
    expect(await post('[]', 'application/merge-patch+json')).toMatchObject({ json: { body: [] } });
    expect(await post('{}', 'application/json; charset=utf-8')).toMatchObject({ status: 200 });
    expect(await post('', 'application/json')).toMatchObject({ status: 200 });
  });

  it('is refused where it is nested deeper than anybody writes', async () => {
    const deep = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect((await post(deep(MAX_JSON_DEPTH - 1))).status).toBe(200);
    expect(await refusalOf(deep(6_000))).toEqual([400, ['/ is nested too deep']]);
  });

  it('is refused where an object has a name twice', async () => {
    const twice = '/ has a name twice in one object';
    expect(await refusalOf('{"a":[{"by":"nurse-7","by":"nurse-8"}]}')).toEqual([400, [twice]]);
  });

  it('is refused by the place of a text no database can keep', async () => {
    const unstorable = 'contains a NUL or half a character';
    expect(await refusalOf('{"a":[{"b":"x\\u0000"}]}')).toEqual([400, [`/a/0/b ${unstorable}`]]);
    expect(await refusalOf('{"a":"\\ud800"}')).toEqual([400, [`/a ${unstorable}`]]);
    expect(await refusalOf('{"a":{"\\u0000":1}}')).toEqual([400, [`/a/? ${unstorable}`]]);
  });

  it('is refused where it is no JSON, no UTF-8, or a lone value', async () => {
    expect(await refusalOf('{"half":')).toEqual([400, ['/ is not JSON']]);
    expect(await refusalOf(Buffer.from([0x22, 0xff, 0x22]))).toEqual([400, ['/ is not UTF-8']]);
    for (const lone of ['1', 'null', '"text"'])
      expect(await refusalOf(lone)).toEqual([400, ['/ is neither an object nor a list']]);
    expect((await post('{}', 'application/json; charset=utf-16')).status).toBe(415);
    expect((await post(`"${'a'.repeat(200_000)}"`)).status).toBe(413);
  });

  it('that somebody has read as bytes stays bytes', async () => {
    expect((await post('{"half":', 'application/json', '/raw')).json).toEqual({ bytes: 8 });
  });
});

describe('an address', () => {
  const status = async (path: string) => (await fetch(url + path)).status;

  it('has each parameter once, and no NUL', async () => {
    expect(await status('/?a=1&b=%C3%A9&c')).toBe(200);
    expect(await status('/?a=1&a=2')).toBe(400);
    expect(await status('/?a=x%00')).toBe(400);
    expect(await status('/?a%00=x')).toBe(400);
    expect(await status('/persons/%00')).toBe(400);
  });
});
