import fc from 'fast-check';
import { SourceProfiles } from '../profile/source-profiles.js';
import { adt } from '../testing/messages.js';
import { acknowledge } from './acknowledge.js';
import { frame, MllpFramer } from '../mllp/mllp-framer.js';
import { receiveHl7 } from './receive-hl7.js';

const MESSAGES = 100_000;
/** Messages of one run of fast-check, which names the run that failed by its seed. */
const PER_RUN = 100;
const CAP_BYTES = 64 * 1024;
/** CPU time: far above what one message takes, far below what a loop that does not end would. */
const SLOWEST_CPU_MS = 2_000;

const profiles = new SourceProfiles([]);
const receivedAt = '2026-11-08T00:00:00.000Z';

const seeds = [
  adt('A03', {
    control: 'C1',
    mrn: 'M1',
    pv1: { 36: '01', 44: '20261102083000', 45: '20261107' },
    more: ['DG1|1||T40.2X1A^Poison\\.br\\ing', 'ZZZ|\\XC3A9\\|a~b&c'],
  }),
  adt('A40', {
    control: 'C2',
    mrn: 'M2',
    more: ['MRG|OLD^^^X&1.2&ISO~OLD2', 'PID|1||M3', 'MRG|O3'],
  }),
  `FHS|^~\\&\rBHS|^~\\&\r${adt('A08', { control: 'C3', mrn: 'M3' })}BTS|1\r`,
].map((text) => frame(text));

const PIECES = [
  ...['|', '^', '~', '\\', '&', '\r', '\n', '\u0000', '\u000b', '\u001c', '\u001c\r', '""'],
  ...['MSH|^~\\&|', 'MSH', 'PID|1||', '\uFEFF', '\\X', '|ADT^A03|', '8859/1', '+9999'],
].map((text) => Buffer.from(text));

/** Numbers below `limit` that follow from a seed (mulberry32): generating must cost less than reading. */
function dice(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A piece of structure, the same many times over, or bytes of any kind. */
function anyPiece(roll: (limit: number) => number): Buffer {
  const piece = PIECES[roll(PIECES.length)]!;
  const kind = roll(10);
  if (kind < 6) return piece;
  if (kind < 9) return Buffer.from(Array.from({ length: roll(12) }, () => roll(256)));
  return Buffer.concat(Array.from({ length: 2 + roll(400) }, () => piece));
}

/** One of the seeds with one to five places dropped, replaced, or filled with something else. */
function mutant(roll: (limit: number) => number): Buffer {
  let bytes = seeds[roll(seeds.length)]!;
  for (let changes = 1 + roll(5); changes > 0; changes -= 1) {
    const from = roll(bytes.length + 1);
    const dropped = roll(2) === 0 ? roll(8) : roll(300);
    bytes = Buffer.concat([
      bytes.subarray(0, from),
      anyPiece(roll),
      bytes.subarray(from + dropped),
    ]);
  }
  return bytes;
}

const ENDS = new Set(['statements', 'ignored', 'rejected']);

/** Reads whatever is in a frame and writes its answer; throws where a message has no end. */
function understand(payload: Buffer): number {
  const received = receiveHl7(payload, { protocol: 'hl7v2-mllp', receivedAt, profiles });
  if (received.length === 0) throw new Error('a payload became no message');
  for (const { inbound, header } of received) {
    if (!ENDS.has(inbound.content.kind)) throw new Error('a message has no end');
    const answer = acknowledge(header, 'AE', { at: receivedAt, id: inbound.id });
    if (['\u000b', '\u001c'].some((block) => answer.includes(block)))
      throw new Error('an answer would break its frame');
  }
  return received.length;
}

describe('a hundred thousand mutated messages', () => {
  it('through framing and parser: no crash, nothing held but one frame, each in bounded time', () => {
    let framer = new MllpFramer(CAP_BYTES);
    let [sent, taken, slowestMs] = [0, 0, 0];
    const feed = (roll: (limit: number) => number) => {
      const bytes = mutant(roll);
      const cut = 1 + roll(1_500);
      const before = process.cpuUsage();
      sent += 1;
      for (let at = 0; at < bytes.length; at += cut)
        for (const framed of framer.push(bytes.subarray(at, at + cut)))
          if (framed.kind === 'frame') taken += understand(framed.payload);
          // A frame that outgrows the cap ends its connection; the next bytes come on another one.
          else framer = new MllpFramer(CAP_BYTES);
      const { user, system } = process.cpuUsage(before);
      slowestMs = Math.max(slowestMs, (user + system) / 1_000);
      if (framer.heldBytes > 2 * CAP_BYTES) throw new Error('more is held than one frame');
    };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const roll = dice(seed);
        for (let at = 0; at < PER_RUN; at += 1) feed(roll);
      }),
      { numRuns: MESSAGES / PER_RUN, seed: 2026, endOnFailure: true },
    );
    expect(sent).toBe(MESSAGES);
    expect(taken).toBeGreaterThan(MESSAGES / 3);
    expect(slowestMs).toBeLessThan(SLOWEST_CPU_MS);
  }, 300_000);
});
