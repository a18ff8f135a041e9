import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './tool.js';

// Real: files, sockets and HTTP. Intake is played by the test.
const HL7 = 'MSH|^~\\&|A|B|C|D|20261107||ADT^A03|C1|P|2.5\nPID|1\n';
const received: string[] = [];
let folder: string;
let mllp: net.Server;
let intake: http.Server;
let answer: { status: number; body: unknown };
/** What the played intake says of messages, by control id or message id. */
const messages = new Map<string, object>();
const became = (disposition: string, reason: string, problems: object[] = []) => ({
  ...{ disposition, reason, problems },
});

const portOf = (server: net.Server) => (server.address() as AddressInfo).port;
const listening = (server: net.Server) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-cli-'));
  mllp = net.createServer((socket) => {
    let held = '';
    socket.on('data', (chunk) => {
      held += chunk.toString('latin1');
      for (let end = held.indexOf('\u001c\r'); end >= 0; end = held.indexOf('\u001c\r')) {
        const message = held.slice(1, end);
        held = held.slice(end + 2);
        received.push(message);
        if (message.includes('HANG UP')) return void socket.destroy();
        const code = message.includes('REFUSE') ? 'AE' : 'AA';
        socket.write(`\u000bMSH|^~\\&|H\rMSA|${code}|C1\r\u001c\r`);
      }
    });
  });
  intake = http.createServer((request, response) => {
    authorizations.add(request.headers.authorization);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const asked = new URL(request.url ?? '/', 'http://intake');
      if (request.method === 'GET' && asked.pathname.startsWith('/v1/messages')) {
        const message = messages.get(
          asked.searchParams.get('controlId') ?? asked.pathname.slice(13),
        );
        const items = message ? [message] : [];
        const body = asked.searchParams.has('controlId') ? { items } : (message ?? {});
        return void response.end(JSON.stringify(body));
      }
      received.push(`${request.url} ${request.headers['content-type']} ${body}`);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await Promise.all([listening(mllp), listening(intake)]);
});
afterAll(async () => {
  intake.closeAllConnections();
  await Promise.all([mllp, intake].map((s) => new Promise((resolve) => s.close(resolve))));
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  received.length = 0;
  messages.clear();
  messages.set('C1', became('applied', 'stay-ended'));
  messages.set('REFUSE', became('rejected', 'no-patient-identifier'));
});

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** What every request by HTTP brought along. */
const authorizations = new Set<string | undefined>();

async function handrail(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runTool(
    args,
    { out: (line) => void out.push(line), err: (line) => void err.push(line) },
    {
      HANDRAIL_MLLP: `127.0.0.1:${portOf(mllp)}`,
      HANDRAIL_INTAKE_URL: `http://127.0.0.1:${portOf(intake)}`,
      HANDRAIL_TOKEN: 'token-1',
    },
  );
  return { code, out, err: err.join('\n') };
}

describe('handrail send', () => {
  it('sends every message of a file by MLLP and tells each acknowledgement', async () => {
    const path = await file('two.hl7', `${HL7}\n${HL7.replace('C1', 'REFUSE')}`);
    const { code, out } = await handrail('send', path);
    expect(out).toEqual([
      'ok    two.hl7  ADT^A03 C1  AA  applied: stay-ended',
      'no    two.hl7  ADT^A03 REFUSE  AE  rejected: no-patient-identifier',
      '2 sent: 1 accepted, 1 refused, 0 without answer',
      'became: 1 applied, 1 rejected',
    ]);
    expect(code).toBe(0);
    expect((await handrail('send', path, '--strict')).code).toBe(1);
    expect(received[0]).toBe(HL7.replaceAll('\n', '\r'));
  });

  it('goes on with the next message when the connection breaks, and exits with 1', async () => {
    const path = await file('broken.hl7', `${HL7.replace('C1', 'HANG UP')}${HL7}`);
    const { code, out } = await handrail('send', path);
    expect(out).toEqual([
      'FAIL  broken.hl7  ADT^A03 HANG UP  connection closed without answer',
      'ok    broken.hl7  ADT^A03 C1  AA  applied: stay-ended',
      '2 sent: 1 accepted, 0 refused, 1 without answer',
      'became: 1 applied',
    ]);
    expect(code).toBe(1);
  });

  it('sends HL7 v2 by HTTP when asked to', async () => {
    answer = { status: 200, body: 'MSH|^~\\&|H\rMSA|AA|C1\r' };
    const path = await file('one.hl7', HL7);
    const { out } = await handrail('send', path, '--http', `http://127.0.0.1:${portOf(intake)}`);
    expect(out[0]).toBe('ok    one.hl7  ADT^A03 C1  AA  applied: stay-ended');
    expect(received[0]).toMatch(/^\/v1\/hl7v2 application\/hl7-v2 MSH/);
  });

  it('sends a list of CloudEvents as a batch and tells each result', async () => {
    const events = [
      { specversion: '1.0', id: 'a', type: 'handrail.inbound.stay-ended.v1' },
      { specversion: '1.0', id: 'b', type: 'handrail.inbound.stay-ended.v1' },
    ];
    const results = [
      { id: 'a', messageId: 'm1', status: 'accepted' },
      { id: 'b', status: 'rejected', reason: 'conflict' },
    ];
    answer = { status: 202, body: { results } };
    messages.set('m1', became('superseded', 'newer-report-known'));
    messages.set('b', became('rejected', 'conflict'));
    const { code, out } = await handrail('send', await file('events.json', JSON.stringify(events)));
    expect(out).toEqual([
      'ok    events.json  stay-ended.v1 a  accepted message m1  superseded: newer-report-known',
      'no    events.json  stay-ended.v1 b  rejected conflict  rejected: conflict',
      '2 sent: 1 accepted, 1 refused, 0 without answer',
      'became: 1 superseded, 1 rejected',
    ]);
    expect(code).toBe(0);
    expect(received[0]).toMatch(/^\/v1\/events application\/cloudevents-batch\+json \[/);
  });

  it('tells of what was accepted and yet parked what would be accepted, and is strict about it', async () => {
    const problem = {
      ...{ path: 'PV1^1^19', reason: 'names no visit' },
      accepted: 'a visit number in PV1-19',
    };
    messages.set('C1', became('parked', 'no-such-visit', [problem]));
    const path = await file('parked.hl7', HL7);
    const { code, out } = await handrail('send', path);
    expect(out).toEqual([
      'ok    parked.hl7  ADT^A03 C1  AA  parked: no-such-visit',
      '      PV1^1^19 names no visit; accepted would be: a visit number in PV1-19',
      '1 sent: 1 accepted, 0 refused, 0 without answer',
      'became: 1 parked',
    ]);
    expect(code).toBe(0);
    expect((await handrail('send', path, '--strict')).code).toBe(1);
    messages.set('C1', became('applied', 'stay-ended', [problem]));
    const applied = await handrail('send', path, '--strict');
    expect([applied.code, applied.out.join()]).toEqual([0, expect.not.stringContaining('PV1')]);
  });

  it('says when it cannot be known what became of a message, which is not strict enough', async () => {
    const path = await file('unknown.hl7', HL7);
    const lines: string[] = [];
    const terminal = { out: (line: string) => void lines.push(line), err: () => undefined };
    // Nothing listens on port 1: the message goes by MLLP, and nobody can be asked about it.
    const env = {
      HANDRAIL_MLLP: `127.0.0.1:${portOf(mllp)}`,
      HANDRAIL_INTAKE_URL: 'http://127.0.0.1:1',
    };
    expect(await runTool(['send', path], terminal, env)).toBe(0);
    expect(lines[0]).toBe('ok    unknown.hl7  ADT^A03 C1  AA  disposition not known');
    expect(await runTool(['send', path, '--strict'], terminal, env)).toBe(1);
  });

  it('says which file cannot be sent, and sends the others', async () => {
    const path = await file('one.hl7', HL7);
    const { code, out } = await handrail('send', join(folder, 'none'), path);
    expect(out).toEqual([
      'FAIL  none  not sent  there is no such file',
      'ok    one.hl7  ADT^A03 C1  AA  applied: stay-ended',
      '2 sent: 1 accepted, 0 refused, 1 without answer',
      'became: 1 applied',
    ]);
    expect(code).toBe(1);
  });
});

describe('handrail person erase', () => {
  const PERSON = '0199a2f0-0000-7000-8000-0000000000aa';

  it('asks intake with the reason, and shows who is gone', async () => {
    answer = {
      status: 200,
      body: { erasedAt: '2026-11-28T06:00:00Z', persons: [PERSON], dataKeys: 3 },
    };
    const { code, out } = await handrail(
      ...['person', 'erase', PERSON, '--reason', 'person-asked', '--by', 'op-1', '--for-ever'],
    );
    expect(received).toEqual([
      `/v1/persons/${PERSON}/erase application/json {"reason":"person-asked","by":"op-1"}`,
    ]);
    expect([code, ...out]).toEqual([
      ...[0, 'erased at 2026-11-28T06:00:00Z: 3 data keys destroyed', `  ${PERSON}`],
    ]);
  });

  it('sends nothing that nobody said is meant, and shows what intake refuses', async () => {
    const args = ['person', 'erase', PERSON, '--reason', 'because'];
    expect(await handrail(...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--for-ever'),
    });
    expect(received).toEqual([]);
    const errors = [{ path: '/reason', reason: 'is no reason', accepted: 'one of four' }];
    answer = { status: 400, body: { detail: 'The input is not valid.', errors } };
    expect(await handrail(...args, '--for-ever')).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        'intake answered 400: The input is not valid.; /reason is no reason; accepted is one of four',
      ),
    });
  });
});

describe('handrail keys rotate', () => {
  it('makes another key current and shows what wraps what', async () => {
    const key = { fingerprint: 'a1b2c3d4e5f6', isGiven: true, isCurrent: false, dataKeys: 0 };
    const keys = [
      { ...key, number: 1, isGiven: false },
      { ...key, number: 2, isCurrent: true, dataKeys: 12 },
    ];
    answer = { status: 200, body: { keys, dataKeysToWrap: 0 } };
    const { code, out } = await handrail('keys', 'rotate', '--reason', 'yearly', '--to', '2');
    expect(received[0]).toBe('/v1/keys/rotate application/json {"reason":"yearly","to":2}');
    expect([code, ...out]).toEqual([
      0,
      'master key  fingerprint   data keys',
      '         1  a1b2c3d4e5f6          0  not given',
      '         2  a1b2c3d4e5f6         12  current',
      'every data key is wrapped by the current master key',
    ]);
  });
});

describe('handrail', () => {
  it('explains itself', async () => {
    expect((await handrail('--help')).out.join()).toMatch(/Usage: handrail COMMAND.*send.*trace/s);
    expect((await handrail('help', 'send')).out).toEqual((await handrail('send', '--help')).out);
    expect(await handrail('trace', '--help')).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    [[], /^Usage: handrail COMMAND/],
    [['fly'], /there is no command "fly"/],
    [['send'], /names no file.*Usage: handrail send/s],
    [['send', 'x', '--mllp', 'a:1', '--http', 'http://b'], /not both/],
    [['send', 'x', '--mllp', 'nonsense'], /HOST:PORT/],
    [['send', 'x', '--http', 'nonsense'], /an address such as/],
    [['send', 'x', '--loud'], /--loud/],
    [['trace'], /exactly one/],
    [['log', 'seek', '--service', 'kitchen'], /--service takes one of intake/],
    [['keys', 'lose'], /takes status or rotate/],
    [['person', 'erase'], /one person/],
  ])('called with %j exits with 2 and says why', async (args, why) => {
    const { code, err } = await handrail(...args);
    expect(err).toMatch(why);
    expect(code).toBe(2);
  });

  it('says when nobody answers', async () => {
    const port = portOf(intake);
    const terminal = { out: () => undefined, err: (line: string) => void received.push(line) };
    const url = `http://127.0.0.1:${port === 1 ? 2 : 1}`;
    expect(await runTool(['trace', 'C1'], terminal, { HANDRAIL_INTAKE_URL: url })).toBe(1);
    expect(received.join()).toMatch(/intake does not answer .* \(is Handrail running\?\)/);
  });
});

describe('every request by HTTP', () => {
  it('has brought the token', () => {
    expect([...authorizations]).toEqual(['Bearer token-1']);
  });
});
