import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions } from 'node:tls';
import { eventually } from '@handrail/testing';
import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import {
  TEST_AUTHORITY,
  TEST_SENDER_CERTIFICATE,
  TEST_SENDER_KEY,
  TEST_SERVER_CERTIFICATE,
  TEST_SERVER_KEY,
} from '../testing/tls-certificates.js';
import { frame } from './mllp-framer.js';
import { readTls } from './tls-files.js';

// Real: the intake service, its database, TLS sockets. The certificates are made for tests.
let folder: string;
let intake: RunningIntake;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mllp-tls-'));
  await writeFile(file('ca.pem'), TEST_AUTHORITY);
  await writeFile(file('cert.pem'), TEST_SERVER_CERTIFICATE);
  await writeFile(file('key.pem'), TEST_SERVER_KEY);
  intake = await RunningIntake.start({
    HANDRAIL_MLLP_TLS_CERT_FILE: file('cert.pem'),
    HANDRAIL_MLLP_TLS_KEY_FILE: file('key.pem'),
    HANDRAIL_MLLP_TLS_CA_FILE: file('ca.pem'),
  });
});
afterAll(async () => {
  await intake.stop();
  await rm(folder, { recursive: true });
});

/** What came back before the connection closed or an acknowledgement was there. */
function send(message: string, options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(
      { port: intake.mllpPort, host: '127.0.0.1', ca: TEST_AUTHORITY, ...options },
      () => socket.write(frame(message)),
    );
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

const message = (control: string) => adt('A08', { control, mrn: control });

describe('MLLP over mutual TLS', () => {
  it('takes messages of senders with a certificate of the authority', async () => {
    const sender = { cert: TEST_SENDER_CERTIFICATE, key: TEST_SENDER_KEY };
    expect(await send(message('tls-1'), sender)).toContain('MSA|AA|tls-1');
    const { json } = await intake.call('/v1/mllp');
    expect(json).toMatchObject({ port: intake.mllpPort, security: 'mutual-tls' });
  });

  it('turns away senders without one, and those that speak in the clear', async () => {
    expect(await send(message('tls-2'), {})).toBe('');
    const plain = connectPlain(intake.mllpPort, '127.0.0.1');
    plain.on('error', () => undefined);
    plain.write(frame(message('tls-3')));
    await new Promise((resolve) => plain.once('close', resolve));
    expect(await intake.messages('controlId=tls-2')).toEqual([]);
    expect(await intake.messages('controlId=tls-3')).toEqual([]);
    await eventually(async () => {
      const { json } = await intake.call('/v1/mllp');
      const reasons = (json['incidents'] as Array<{ reason: string }>).map(({ reason }) => reason);
      expect(reasons).toEqual(['tls-handshake-failed', 'tls-handshake-failed']);
      return true;
    });
  });
});

describe('a TLS listener', () => {
  it('is not made of half its files', async () => {
    const [certFile, caFile] = [file('cert.pem'), file('ca.pem')];
    await expect(readTls({ certFile })).rejects.toThrow(
      /HANDRAIL_MLLP_TLS_KEY_FILE are needed together/,
    );
    await expect(readTls({ caFile })).rejects.toThrow(/needed together/);
    const whole = { certFile, keyFile: file('key.pem') };
    for (const more of [{ crlFile: caFile }, { sendersFile: caFile }])
      await expect(readTls({ ...whole, ...more })).rejects.toThrow(
        /HANDRAIL_MLLP_TLS_CA_FILE is needed/,
      );
  });

  it('names the setting whose file cannot be read, and files that do not go together', async () => {
    const certFile = file('cert.pem');
    await expect(readTls({ certFile, keyFile: file('nowhere.pem') })).rejects.toThrow(
      'HANDRAIL_MLLP_TLS_KEY_FILE names a file that cannot be read (ENOENT)',
    );
    await expect(readTls({ certFile, keyFile: file('ca.pem') })).rejects.toThrow(
      /^HANDRAIL_MLLP_TLS_\*: the files are no certificate/,
    );
  });
});
