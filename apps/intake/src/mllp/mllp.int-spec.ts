import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Hl7Client } from '@medplum/hl7';
import { Hl7Message as MedplumMessage } from '@medplum/core';
import { eventually } from '@handrail/testing';
import { filesThatRun } from '../testing/files-that-run.js';
import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import { frame, START } from './mllp-framer.js';

// Real: the intake service, its database, sockets, and an HL7 client this project did not write.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const open = async (): Promise<{ socket: Socket; received: () => string }> => {
  const socket = connect(intake.mllpPort, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, received: () => text };
};
const acksIn = (text: string) =>
  [...text.matchAll(/MSA\|(\w\w)\|([^\r|]*)/g)].map((m) => m.slice(1));

let serial = 0;
const mrn = () => `M${Date.now()}${(serial += 1)}`;

describe('a real HL7 client', () => {
  it('discharges a person from detox and takes it back', async () => {
    const client = new Hl7Client({ host: '127.0.0.1', port: intake.mllpPort });
    const who = mrn();
    const send = async (text: string) =>
      (await client.sendAndWait(MedplumMessage.parse(text))).getSegment('MSA')!.toString();
    const admitted = adt('A01', { control: `a${who}`, mrn: who, at: '20261102083000+0000' });
    const discharged = adt('A03', { control: `d${who}`, mrn: who, pv1: { 36: '01' } });
    expect(await send(admitted)).toBe(`MSA|AA|a${who}`);
    expect(await send(discharged)).toBe(`MSA|AA|d${who}`);
    const [message] = await intake.messages(`controlId=d${who}`);
    expect(message).toMatchObject({
      protocol: 'hl7v2-mllp',
      source: 'CAREAPP|LAKESIDE',
      type: 'ADT^A03',
      disposition: 'applied',
      reason: 'stay-ended',
    });
    await send(adt('A13', { control: `x${who}`, mrn: who, at: '20261107130000+0000' }));
    await client.close();
    const [cancelled] = await intake.messages(`controlId=x${who}`);
    expect(cancelled!.reason).toBe('fact-retracted');
    const published = await intake.publishedBecauseOf(message!.id, cancelled!.id);
    expect(published.map(({ type }) => type.split('.')[2])).toEqual([
      'stay-ended',
      'fact-retracted',
    ]);
    expect(published[1]!.data['retractedEventId']).toBe(published[0]!.id);
  });
});

describe('a connection', () => {
  it('attack 37: acknowledges many frames in the order they came, whatever is in them', async () => {
    const { socket, received } = await open();
    const who = mrn();
    const frames = Array.from({ length: 120 }, (_, at) =>
      at % 10 === 7
        ? frame('EVN|A01')
        : frame(adt('A08', { control: `${who}-${at}`, mrn: `${who}${at % 5}` })),
    );
    socket.write(Buffer.concat(frames));
    await eventually(() => acksIn(received()).length === 120, { withinMs: 30_000 });
    expect(acksIn(received())).toEqual(
      frames.map((_, at) => (at % 10 === 7 ? ['AR', ''] : ['AA', `${who}-${at}`])),
    );
    socket.destroy();
  });

  it('gets what is under way acknowledged after it has said it will send no more', async () => {
    const { socket, received } = await open();
    const who = mrn();
    socket.end(frame(adt('A01', { control: who, mrn: who })));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(acksIn(received())).toEqual([['AA', who]]);
  });

  it('is told what is refused, and the listener stays well', async () => {
    const { socket, received } = await open();
    const who = mrn();
    const nobody = adt('A03', { control: who, mrn: '' });
    socket.write(Buffer.concat([frame('no header'), frame(''), frame(nobody)]));
    await eventually(() => acksIn(received()).length === 3);
    expect(acksIn(received())).toEqual([
      ['AR', ''],
      ['AR', ''],
      ['AE', who],
    ]);
    expect(received()).toContain('PID-3 (patient identifier) names nobody');
    const [refused] = await intake.messages(`controlId=${who}`);
    expect(refused).toMatchObject({ disposition: 'rejected', reason: 'no-person-identifier' });
    socket.write(frame(adt('A08', { control: `${who}-b`, mrn: who })));
    await eventually(() => acksIn(received()).length === 4);
    socket.destroy();
  });

  it('is closed when a frame outgrows the cap; others are not troubled', async () => {
    const [large, other] = [await open(), await open()];
    const closed = new Promise((resolve) => large.socket.once('close', resolve));
    large.socket.write(Buffer.from([START]));
    large.socket.write(Buffer.alloc(1_100_000, 'x'));
    await closed;
    const who = mrn();
    other.socket.write(frame(adt('A08', { control: who, mrn: who })));
    await eventually(() => acksIn(other.received()).length === 1);
    other.socket.destroy();
  });

  it('gets one answer to a frame, however many messages it holds', async () => {
    const { socket, received } = await open();
    const who = mrn();
    const first = adt('A01', { control: `${who}1`, mrn: who });
    const second = adt('A08', { control: `${who}2`, mrn: who });
    const nobody = adt('A03', { control: `${who}3`, mrn: '' });
    const batch = `FHS|^~\\&\rBHS|^~\\&\r${first}${second}BTS|2\rFTS|1\r`;
    socket.write(Buffer.concat([first + second, batch, first + nobody + second].map(frame)));
    await eventually(() => acksIn(received()).length === 3);
    expect(acksIn(received())).toEqual([
      ['AA', `${who}1`],
      ['AA', `${who}1`],
      ['AE', `${who}1`],
    ]);
    expect(received()).toContain('message 2 of 3: PID-3 (patient identifier) names nobody');
    const kept = await Promise.all([1, 2, 3].map((n) => intake.messages(`controlId=${who}${n}`)));
    expect(kept.map((messages) => messages.map(({ disposition }) => disposition))).toEqual([
      ['applied'],
      ['ignored'],
      ['rejected'],
    ]);
    socket.destroy();
  });

  it('is told of a frame with more messages than are taken at a time, and it is kept', async () => {
    const { socket, received } = await open();
    const who = mrn();
    const many = adt('A08', { control: who, mrn: who }) + 'MSH|\r'.repeat(1_000);
    socket.write(frame(many));
    await eventually(() => acksIn(received()).length === 1);
    expect(acksIn(received())).toEqual([['AE', who]]);
    expect(received()).toContain('at most 1000 messages at a time');
    const [kept] = await intake.messages(`controlId=${who}`);
    expect(kept).toMatchObject({ disposition: 'rejected', reason: 'too-large' });
    const raw = await intake.call(`/v1/messages/${kept!.id}/raw`);
    expect(raw.text).toBe(many);
    socket.destroy();
  });
});

describe('HL7 over HTTP', () => {
  it('gets the same acknowledgement', async () => {
    const who = mrn();
    const answer = await intake.post(
      '/v1/hl7v2',
      adt('A01', { control: who, mrn: who }),
      'application/hl7-v2',
    );
    expect([answer.status, answer.type]).toEqual([200, 'application/hl7-v2; charset=utf-8']);
    expect(acksIn(answer.text)).toEqual([['AA', who]]);
  });

  it('attack 39: keeps one message for one that comes twice, and two for one control id', async () => {
    const who = mrn();
    const once = adt('A03', { control: who, mrn: who, pv1: { 36: '01' } });
    const other = adt('A03', {
      control: who,
      mrn: who,
      pv1: { 36: '07' },
      at: '20261108120000+0000',
    });
    for (const message of [once, once, other])
      expect(await intake.hl7(message)).toContain('MSA|AA|');
    const kept = await intake.messages(`controlId=${who}`);
    expect(kept.map(({ reason }) => reason)).toEqual(['stay-ended', 'stay-ended']);
  });

  it('answers rubbish with AR', async () => {
    expect(await intake.hl7('hello')).toContain('MSA|AR|');
  });
});

describe('what the shipped profile does not recognise', () => {
  it('is kept and ignored, and makes nobody known', async () => {
    const who = mrn();
    await intake.hl7(adt('A01', { control: who, mrn: who, pv1: { 10: 'SUR' } }));
    const [message] = await intake.messages(`controlId=${who}`);
    expect(message).toMatchObject({
      disposition: 'ignored',
      reason: 'unknown-source',
      personId: null,
    });
    expect(await intake.person({ system: 'urn:oid:1.2.3', value: who })).toBeUndefined();
  });

  it('counts once a later message names the service', async () => {
    const who = mrn();
    const at = '20261102083000+0000';
    await intake.hl7(adt('A03', { control: `${who}1`, mrn: who, pv1: { 10: 'SUR', 36: '01' } }));
    await intake.hl7(adt('A01', { control: `${who}2`, mrn: who, at }));
    const [first] = await intake.messages(`controlId=${who}1`);
    expect(first).toMatchObject({ disposition: 'applied', reason: 'what-it-waited-for-came' });
    const known = await intake.person({ system: 'urn:oid:1.2.3', value: who });
    expect(known!.stays).toMatchObject([
      { setting: 'withdrawal-management', disposition: 'completed' },
    ]);
  });
});

const WALK = readFileSync(new URL('../../../../docs/walk.md', import.meta.url), 'utf8');
/** What may run beside it and after the commit: log, relay, timers, other loops; and the test itself. */
const BESIDE = [
  /^libs\/messaging\/src\/(adapters\/|log\/(?!murmur2))/,
  /^libs\/messaging\/src\/engine\/(relay|outbox-|refusals|retention|timer-runner|waker|loops|status|gauges|metrics|readiness|consumer|circuits|headless|transient|newer|park|group-commit)/,
  /^libs\/platform\/src\/(health|metrics)\//,
  /^libs\/testing\/|-spec\.ts$|\/testing\//,
];

describe('docs/walk.md', () => {
  it('lists the files through which a discharge passes, and no others', async () => {
    const { socket, received } = await open();
    const who = mrn();
    const acknowledged = async (text: string, count: number) => {
      socket.write(frame(text));
      await eventually(() => acksIn(received()).length === count);
    };
    await acknowledged(adt('A01', { control: `a${who}`, mrn: who }), 1);
    const discharge = adt('A03', { control: `d${who}`, mrn: who, pv1: { 36: '01' } });
    const ran = await filesThatRun(() => acknowledged(discharge, 2));
    socket.destroy();
    const links = [...WALK.matchAll(/\]\(\.\.\/([^)]+\.ts)\)/g)].map(([, file]) => file!);
    const listed = links.filter((file) => !file.endsWith('-spec.ts'));
    const isBeside = (file: string) => BESIDE.some((part) => part.test(file));
    expect({
      notListed: [...ran].filter((file) => !listed.includes(file) && !isBeside(file)),
      notCalled: listed.filter((file) => !ran.has(file)),
    }).toEqual({ notListed: [], notCalled: [] });
  });
});
