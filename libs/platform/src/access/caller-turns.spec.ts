import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { standAside, CallerTurns } from './caller-turns.js';

/** Requests of a caller, by their numbers: which of them were begun, and their answers. */
function line(turns: CallerTurns, caller: string) {
  const begun: number[] = [];
  const responses: ServerResponse[] = [];
  const send = (requests: number) =>
    Array.from({ length: requests }, () => {
      const at = responses.push(new EventEmitter() as ServerResponse) - 1;
      return turns.take(caller, responses[at]!, () => void begun.push(at));
    });
  const close = (at: number) => void responses[at]!.emit('close');
  return { begun, responses, send, close };
}

describe('requests of a caller at once', () => {
  it('are worked on up to a number, and in their order after that; whoever left is passed over', () => {
    const { begun, send, close } = line(new CallerTurns(128), 'a');
    expect(send(131)).not.toContain(false);
    expect(begun).toHaveLength(128);
    close(128);
    close(5);
    close(9);
    expect(begun.slice(128)).toEqual([129, 130]);
  });

  it('are refused when as many wait as no pool of connections has, and taken again after that', () => {
    const { send, close } = line(new CallerTurns(128), 'a');
    expect(send(128 + 512)).not.toContain(false);
    expect(send(2)).toEqual([false, false]);
    close(0);
    expect(send(2)).toEqual([true, false]);
  });

  it('are none of whoever has gone already: nobody would give their turns back', () => {
    const turns = new CallerTurns(2);
    const gone = Object.assign(new EventEmitter(), { closed: true }) as unknown as ServerResponse;
    const begun: string[] = [];
    for (let at = 0; at < 4; at += 1) turns.take('a', gone, () => void begun.push('gone'));
    const here = line(turns, 'a');
    here.send(2);
    expect([begun, here.begun]).toEqual([[], [0, 1]]);
  });

  it('do not wait for those of others', () => {
    const turns = new CallerTurns(128);
    line(turns, 'a').send(400);
    const other = line(turns, 'b');
    other.send(128);
    expect(other.begun).toHaveLength(128);
  });

  it('do not wait for streams, which stand aside, also not when these end long after', () => {
    const { begun, responses, send, close } = line(new CallerTurns(128), 'a');
    send(130);
    responses.slice(0, 128).forEach(standAside);
    expect(begun.slice(128)).toEqual([128, 129]);
    close(128);
    close(129);
    send(130);
    for (let stream = 0; stream < 128; stream += 1) close(stream);
    expect(begun).toHaveLength(130 + 128);
    expect(begun.at(-1)).toBe(257);
  });
});
