import { describeInBrowser } from '@handrail/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpAdapterHost } from '@nestjs/core';
import { onPage, type PageUnderTest } from '../testing/page-under-test.js';

// Real: the console and a browser. A second server plays a page of somebody else on the same machine.
let under: PageUnderTest;
const { open } = onPage((each) => {
  under = each;
});

let elsewhere: Server;
beforeAll(async () => {
  elsewhere = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><p>Some other page</p>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => elsewhere.close(resolve)));

/** The other page under a name of its own, and as another port of the console's. */
const addresses = () => {
  const { port } = elsewhere.address() as AddressInfo;
  return [`http://localhost:${port}/`, `http://127.0.0.1:${port}/`];
};

const WRITE = '/v1/console/parked/discard';
const READ = '/v1/console/overview?tz=UTC';

/** The statuses the console answers to requests of this page; a browser shows nothing of them to anybody. */
function answersTo(address: string): number[] {
  const { httpAdapter } = under.subject.provider(HttpAdapterHost);
  const answers: number[] = [];
  (httpAdapter.getHttpServer() as Server).on('request', (request, response) => {
    if (`${request.headers.origin}/` !== address && request.headers.referer !== address) return;
    response.on('finish', () => answers.push(response.statusCode));
  });
  return answers;
}

/** Everything a script can try; answers what it got to see of each try. */
function tryEverything([base, write, read]: readonly [string, string, string]) {
  const seen = async (attempt: Promise<Response>) => {
    try {
      const answer = await attempt;
      return `${answer.type} ${answer.status} ${(await answer.text()).length}`;
    } catch {
      return 'nothing';
    }
  };
  const body = '{"service":"intake","cause":"x","reason":"because","expected":1}';
  const json = { 'content-type': 'application/json' };
  return Promise.all([
    seen(fetch(base + write, { method: 'POST', body, headers: json })),
    seen(fetch(base + write, { method: 'POST', body })),
    seen(fetch(base + write, { method: 'POST', body, mode: 'no-cors' })),
    seen(fetch(base + write, { method: 'POST', body: new Blob([body]), mode: 'no-cors' })),
    seen(fetch(base + read)),
    seen(fetch(base + read, { mode: 'no-cors' })),
  ]);
}

describeInBrowser('a page of another origin', () => {
  it('can neither write nor read, whatever its script tries', async () => {
    for (const address of addresses()) {
      const page = await under.context.newPage();
      const answers = answersTo(address);
      await page.goto(address);
      const tried = await page.evaluate(tryEverything, [under.subject.url, WRITE, READ] as const);
      expect([address, tried]).toEqual([address, Array<string>(6).fill('nothing')]);
      expect([address, new Set(answers)]).toEqual([address, new Set([403])]);
      await page.close();
    }
  });

  it('cannot send a form, and cannot show the console in a frame', async () => {
    for (const address of addresses()) {
      const page = await under.context.newPage();
      await page.goto(address);
      const framed = page.waitForResponse(`${under.subject.url}/`);
      await page.setContent(
        `<iframe src="${under.subject.url}/"></iframe>
         <form method="post" enctype="text/plain" action="${under.subject.url}${WRITE}"><button>Win</button></form>`,
      );
      expect([address, (await framed).status()]).toEqual([address, 403]);
      const answer = page.waitForResponse(under.subject.url + WRITE);
      await page.getByRole('button').click();
      expect([address, (await answer).status()]).toEqual([address, 403]);
      await page.close();
    }
  });

  it('may link to the console; the console itself reads and writes', async () => {
    const [address] = addresses();
    await under.page.goto(address!);
    await under.page.setContent(`<a href="${under.subject.url}/events">The console</a>`);
    await under.page.getByRole('link').click();
    await under.page.locator('table.events tbody tr').first().waitFor();
    await open('/', 'Overview');
    const own = await under.page.evaluate(tryEverything, ['', WRITE, READ] as const);
    // Its JSON is read: nothing is parked there. Plain text is refused for what it is.
    expect(own.map((each) => each.split(' ')[1])).toEqual([
      '409',
      '415',
      '415',
      '415',
      '200',
      '200',
    ]);
  });
});
