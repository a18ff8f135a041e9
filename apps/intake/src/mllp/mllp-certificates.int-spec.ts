import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectPlainly } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { eventually, TestAuthority, type TestCertificate } from '@handrail/testing';
import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import { frame } from './mllp-framer.js';

// Real: the intake service, its database, TLS sockets. The certificates are made here.
const authority = new TestAuthority('Network authority');
const stranger = new TestAuthority('Network authority');
const lakeside = authority.issue({ names: ['dns:adt.lakeside.test'] });
const riverside = authority.issue({ names: ['dns:adt.riverside.test'] });
const TABLE = `senders:
  - certificate: dns:adt.lakeside.test
    speaks: [{ application: CAREAPP, facility: LAKESIDE }]
  - certificate: dns:adt.riverside.test
    speaks: [{ facility: RIVERSIDE }]
`;
let folder: string;
let intake: RunningIntake;
const write = (name: string, text: string) => writeFile(join(folder, name), text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mllp-certificates-'));
  await serveWith(authority.issue({ names: ['dns:hub.test', 'ip:127.0.0.1'] }));
  await write('ca.pem', authority.certificate);
  await write('crl.pem', authority.revoked());
  await write('senders.yaml', TABLE);
  intake = await RunningIntake.start({
    HANDRAIL_MLLP_TLS_CERT_FILE: join(folder, 'cert.pem'),
    HANDRAIL_MLLP_TLS_KEY_FILE: join(folder, 'key.pem'),
    HANDRAIL_MLLP_TLS_CA_FILE: join(folder, 'ca.pem'),
    HANDRAIL_MLLP_TLS_CRL_FILE: join(folder, 'crl.pem'),
    HANDRAIL_MLLP_SENDERS_FILE: join(folder, 'senders.yaml'),
    HANDRAIL_MLLP_TLS_RELOAD_SECONDS: '0.1',
  });
});
afterAll(async () => {
  await intake.stop();
  await rm(folder, { recursive: true });
});

async function serveWith({ certificate, key }: TestCertificate): Promise<void> {
  await write('key.pem', key);
  await write('cert.pem', certificate);
}

const as = ({ certificate, key }: TestCertificate): ConnectionOptions => ({
  cert: certificate,
  key,
});

/** A connection on which messages are sent one after another; '' when it was ended instead of an answer. */
class Sender {
  readonly socket: TLSSocket;
  isClosed = false;
  session: Buffer | undefined;
  #answer = '';

  constructor(options: ConnectionOptions) {
    const to = { port: intake.mllpPort, host: '127.0.0.1', ca: authority.certificate };
    this.socket = connect({ ...to, ...options });
    this.socket.on('session', (session: Buffer) => (this.session = session));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => (this.isClosed = true));
    this.socket.on('data', (chunk: Buffer) => (this.#answer += chunk.toString()));
  }

  async send(...messages: readonly string[]): Promise<string> {
    this.#answer = '';
    this.socket.write(frame(messages.join('')));
    await eventually(async () => this.isClosed || this.#answer.includes('\u001c'));
    return this.#answer;
  }

  static async once(options: ConnectionOptions, ...messages: readonly string[]): Promise<string> {
    const sender = new Sender(options);
    const answer = await sender.send(...messages);
    sender.socket.destroy();
    return answer;
  }
}

let control = 0;
const message = (facility: string, application = 'CAREAPP', asks = '') => {
  const id = `cert-${(control += 1)}`;
  const text = adt('A08', { control: id, mrn: id })
    .replace('|CAREAPP|LAKESIDE|', `|${application}|${facility}|`)
    .replace('|2.5.1\r', `|2.5.1${asks}\r`);
  return { id, text };
};
const stored = async (id: string) => (await intake.messages(`controlId=${id}`)).length;
const kept = () =>
  intake.db.query<object[]>(
    `SELECT actor, client, act, object, subjects, outcome FROM audit_entry
     WHERE client = 'mllp' ORDER BY at`,
  );
const incidents = async () =>
  ((await intake.call('/v1/mllp')).json['incidents'] as Array<{ reason: string }>).map(
    ({ reason }) => reason,
  );

describe('a certificate', () => {
  it('attack 8: says who may speak as whom: as another the answer is AR, nothing is stored, and the audit has it', async () => {
    const own = message('LAKESIDE');
    const others = message('RIVERSIDE');
    expect(await Sender.once(as(lakeside), own.text)).toContain(`MSA|AA|${own.id}`);
    const sender = new Sender(as(lakeside));
    const refused = await sender.send(others.text);
    expect(refused).toContain(`MSA|AR|${others.id}`);
    expect(refused).toContain('Nothing was stored');
    // Once is enough for the audit, and the connection goes on.
    const again = message('RIVERSIDE', 'CAREAPP', '|||AL|NE');
    expect(await sender.send(again.text)).toContain(`MSA|CR|${again.id}`);
    expect(await sender.send(message('LAKESIDE').text)).toContain('MSA|AA');
    expect(await sender.send(message('LAKESIDE', 'OTHERAPP').text)).toContain('MSA|AR');
    sender.socket.destroy();
    expect([await stored(own.id), await stored(others.id), await stored(again.id)]).toEqual([
      1, 0, 0,
    ]);
    const row = { client: 'mllp', act: 'MLLP message', subjects: [], outcome: 'speaks-as-another' };
    expect(await kept()).toEqual([
      { ...row, actor: 'certificate/dns:adt.lakeside.test', object: 'CAREAPP|RIVERSIDE' },
      { ...row, actor: 'certificate/dns:adt.lakeside.test', object: 'OTHERAPP|LAKESIDE' },
    ]);
    expect(await incidents()).toEqual(Array.from({ length: 3 }, () => 'speaks-as-another'));
    expect(await Sender.once(as(riverside), others.text)).toContain(`MSA|AA|${others.id}`);
  });

  it('is listed with as whom it speaks, and when it runs out once it was shown', async () => {
    const { json } = await intake.call('/v1/credentials');
    const until = expect.stringMatching(/^20\d\d-.*Z$/) as string;
    expect(json['items']).toEqual([
      { kind: 'listener', name: 'dns:hub.test', speaks: [], expiresAt: until },
      { kind: 'authority', name: 'Network authority', speaks: [], expiresAt: until },
      {
        ...{ kind: 'sender', name: 'dns:adt.lakeside.test', speaks: ['CAREAPP|LAKESIDE'] },
        expiresAt: until,
      },
      {
        ...{ kind: 'sender', name: 'dns:adt.riverside.test', speaks: ['*|RIVERSIDE'] },
        expiresAt: until,
      },
    ]);
  });

  it('covers every message of a frame: one of another refuses all of it', async () => {
    const [own, others] = [message('LAKESIDE'), message('RIVERSIDE')];
    expect(await Sender.once(as(lakeside), own.text, others.text)).toContain(`MSA|AR|${own.id}`);
    expect([await stored(own.id), await stored(others.id)]).toEqual([0, 0]);
  });

  it('that is in no line of the table speaks as nobody', async () => {
    const nobody = authority.issue({ names: ['dns:adt.harbour.test', 'ip:127.0.0.1'] });
    const { id, text } = message('LAKESIDE');
    expect(await Sender.once(as(nobody), text)).toContain(`MSA|AR|${id}`);
    expect(await stored(id)).toBe(0);
  });

  it('attack 8: gets nobody in that has run out, is not valid yet, or is signed by somebody else', async () => {
    const day = 86_400_000;
    const names = ['dns:adt.lakeside.test'];
    const ago = (days: number) => new Date(Date.now() - days * day);
    for (const certificate of [
      authority.issue({ names, from: ago(9), until: ago(1) }),
      authority.issue({ names, from: ago(-1), until: ago(-9) }),
      stranger.issue({ names }),
    ]) {
      const { id, text } = message('LAKESIDE');
      expect(await Sender.once(as(certificate), text)).toBe('');
      expect(await stored(id)).toBe(0);
    }
  });
});

describe('without a restart', () => {
  it('attack 8: a revoked certificate gets nobody in any more, and ends the connections it opened', async () => {
    const lost = authority.issue({ names: ['dns:adt.lakeside.test'] });
    // Connected, and in no hurry to shake hands.
    const slow = connectPlainly(intake.mllpPort, '127.0.0.1');
    await once(slow, 'connect');
    const open = new Sender(as(lost));
    expect(await open.send(message('LAKESIDE').text)).toContain('MSA|AA');
    await eventually(async () => open.session !== undefined);

    await write('crl.pem', authority.revoked([lost.serial]));
    await eventually(async () => open.isClosed);
    expect(await incidents()).toContain('certificates-changed');
    const again = [
      ...[as(lost), { ...as(lost), session: open.session! }],
      { ...as(lost), socket: slow },
    ];
    for (const options of again) {
      const { id, text } = message('LAKESIDE');
      expect(await Sender.once(options, text)).toBe('');
      expect(await stored(id)).toBe(0);
    }
    expect(await Sender.once(as(lakeside), message('LAKESIDE').text)).toContain('MSA|AA');
  });

  it('files that cannot be used leave what holds, and say so, until they can', async () => {
    const degraded = async () =>
      JSON.stringify((await intake.call('/health/ready')).json['degraded'] ?? '');
    await write('senders.yaml', 'senders: [{ certificate: lakeside }]');
    await eventually(async () => (await degraded()).includes('HANDRAIL_MLLP_SENDERS_FILE'));
    expect(await Sender.once(as(lakeside), message('LAKESIDE').text)).toContain('MSA|AA');
    await write('senders.yaml', TABLE.replace('facility: LAKESIDE', 'facility: HARBOUR'));
    await eventually(async () => !(await degraded()).includes('HANDRAIL_MLLP'));
    expect(await Sender.once(as(lakeside), message('LAKESIDE').text)).toContain('MSA|AR');
    expect(await Sender.once(as(lakeside), message('HARBOUR').text)).toContain('MSA|AA');
  });

  it('a new certificate of the listener is shown to whoever comes next', async () => {
    const renewed = authority.issue({ names: ['ip:127.0.0.1'] });
    await serveWith(renewed);
    await eventually(async () => {
      const sender = new Sender(as(riverside));
      await sender.send(message('RIVERSIDE').text);
      const shown = sender.socket.getPeerX509Certificate()?.serialNumber ?? '';
      sender.socket.destroy();
      return Number.parseInt(shown, 16) === renewed.serial;
    });
  });
});
