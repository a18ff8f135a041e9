import { INBOUND_TOPIC } from '@handrail/contracts';
import type { EventLog, NewRecord } from '@handrail/messaging';
import { Dice } from '../dice.js';
import { mutateBytes } from '../mutations/mutate-bytes.js';
import { mutateJson } from '../mutations/mutate-json.js';
import { oddText } from '../mutations/odd-values.js';
import { validEvent } from '../seeds.js';
import { attributesOf } from './http-ways.js';
import type { Input, Way } from './way.js';

/** A publisher sends again what a log under load did not take; rejecting says nothing about what it took. */
const PUBLISH_TRIES = 5;
const STRUCTURED = 'application/cloudevents+json';

function make(name: string, town: number): Input {
  const dice = new Dice(name);
  const event = validEvent(dice, name, town);
  const isBinary = dice.oneIn(2);
  const json = mutateJson(dice, isBinary && dice.oneIn(3) ? event.data : event);
  return {
    name,
    bytes: dice.oneIn(30) ? mutateBytes(dice, json) : json,
    key: dice.oneIn(6) ? null : dice.oneIn(6) ? oddText(dice) : `k${dice.below(40)}`,
    headers: {
      ...(isBinary ? attributesOf(dice, event, 'ce_') : {}),
      ...(dice.oneIn(20) ? { [oddText(dice) || 'empty']: oddText(dice) } : {}),
      'content-type': isBinary ? 'application/json' : dice.oneIn(15) ? oddText(dice) : STRUCTURED,
    },
  };
}

const toRecord = ({ bytes, key, headers }: Input): NewRecord => ({
  topic: INBOUND_TOPIC,
  key: key ?? null,
  value: bytes.length === 0 ? null : bytes,
  headers: headers ?? {},
});

/**
 * Records on the topic where sources publish themselves. A record the log itself refuses, such as one with
 * a NUL in its key on PostgreSQL, was never taken: its publisher knows.
 */
export function logWay(eventLog: EventLog, onTaken: (records: number) => void): Way {
  const publish = async (inputs: readonly Input[], tries = PUBLISH_TRIES): Promise<string> => {
    try {
      await eventLog.publish(inputs.map(toRecord));
      onTaken(inputs.length);
      return 'taken';
    } catch (error) {
      const { name, message } = error as Error;
      if (tries === 1) return `not published: ${name} ${message}`;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return publish(inputs, tries - 1);
    }
  };
  const oddKey = ({ key }: Input) => key?.includes('\u0000') ?? false;
  return {
    ...{ name: 'inbound-topic', share: 30, together: 500, manner: 'bulk', make },
    send: async (inputs) => {
      const plain = inputs.filter((input) => !oddKey(input));
      const word = await publish(plain);
      const verdicts = new Map(
        plain.map((input) => [input, { word, isFailure: word !== 'taken' }]),
      );
      for (const input of inputs.filter(oddKey)) {
        const isTaken = (await publish([input], 1)) === 'taken';
        const odd = isTaken ? 'taken' : 'refused to its publisher';
        verdicts.set(input, { word: odd, isFailure: false });
      }
      return inputs.map((input) => verdicts.get(input)!);
    },
  };
}
