import { connect } from 'node:net';
import { eventually } from '@handrail/testing';
import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';
import type { MllpIncident } from './mllp-incidents.js';

// Real: the intake service with its database, and sockets that send what no client library would.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start({ HANDRAIL_MLLP_IDLE_FRAME_SECONDS: '0.5' });
});
afterAll(() => intake.stop());

let serial = 0;
const message = () => {
  const control = `F${(serial += 1)}`;
  return adt('A03', { control, mrn: control, pv1: { 36: '01' } });
};
const START = '\u000b';
const END = '\u001c';
const framed = (text: string) => `${START}${text}${END}\r`;

interface Sent {
  readonly acks: readonly string[];
  readonly incident: string | undefined;
}

/** What came back until so many acknowledgements were there or the connection was closed. */
async function send(bytes: string, wanted: number, cutOff = false): Promise<Sent> {
  const before = await incidents();
  let text = '';
  const socket = connect(intake.mllpPort, '127.0.0.1');
  socket.on('error', () => undefined);
  const acksOf = () => [...text.matchAll(/MSA\|(\w\w)\|/g)].map((match) => match[1]!);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const enough = new Promise<void>((resolve) =>
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (wanted > 0 && acksOf().length === wanted) resolve();
    }),
  );
  socket.write(Buffer.from(bytes, 'latin1'));
  if (cutOff) socket.end();
  await Promise.race([closed, enough]);
  socket.destroy();
  if (wanted === 0) await eventually(async () => (await incidents()).length > before.length);
  const after = await incidents();
  return { acks: acksOf(), incident: after.length > before.length ? after[0]!.reason : undefined };
}

const incidents = async () =>
  (await intake.call('/v1/mllp')).json['incidents'] as readonly MllpIncident[];

describe('on the wire,', () => {
  it.each([
    ['a missing carriage return at the end', () => `${START}${message()}${END}`, ['AA']],
    ['only the end of the block as a carriage return', () => framed(message()), ['AA']],
    [
      'noise before and between',
      () => `hello${framed(message())}\r\n??${framed(message())}`,
      ['AA', 'AA'],
    ],
    ['a frame that was begun twice', () => `${START}${message()}${framed(message())}`, ['AA']],
    ['an empty frame', () => `${START}${END}\r`, ['AR']],
    ['a frame of line ends', () => framed('\r\r\n'), ['AR']],
    ['two messages in one frame', () => framed(message() + message()), ['AA']],
    ['frames without anything between', () => framed(message()).repeat(3), ['AA', 'AA', 'AA']],
    [
      'rubbish between good frames',
      () => framed(message()) + framed('%%') + framed(message()),
      ['AA', 'AR', 'AA'],
    ],
  ])('%s is answered', async (_name, bytes, acks) => {
    expect(await send(bytes(), acks.length)).toEqual({ acks, incident: undefined });
  });

  it.each([
    ['a message without any frame', () => message(), 'bytes-outside-frame'],
    ['a frame that never ends', () => `${START}${message()}`, 'frame-never-ended'],
    [
      'a frame of more than a megabyte',
      () => `${START}${'x'.repeat(1_100_000)}`,
      'frame-too-large',
    ],
    ['noise of more than a megabyte', () => 'x'.repeat(1_100_000), 'bytes-outside-frame'],
  ])('attack 36: %s ends the connection and is shown', async (_name, bytes, incident) => {
    expect(await send(bytes(), 0)).toEqual({ acks: [], incident });
  });

  it('a frame that is cut off is shown, and is not stored', async () => {
    const text = message();
    expect(await send(`${START}${text.slice(0, 100)}`, 0, true)).toEqual({
      acks: [],
      incident: 'frame-cut-off',
    });
    expect(await intake.messages(`controlId=F${serial}`)).toEqual([]);
  });

  it('none of this shows anybody', async () => {
    const shown = JSON.stringify((await intake.call('/v1/mllp')).json);
    for (const part of ['ALDER', 'ROWAN', Buffer.from('ALDER').toString('hex'), '41 4c 44 45'])
      expect(shown).not.toContain(part);
  });
});
