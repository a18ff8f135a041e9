import type { Dice } from '../dice.js';
import { mutateBytes } from './mutate-bytes.js';
import { nested, oddText, oddTime, oddValue, RawJson } from './odd-values.js';

/** Under what a body and a frame may have: what is larger is refused unread, which other tests show. */
const LARGEST_BYTES = 900_000;

type Place = { readonly holder: Record<string, unknown>; readonly name: string };

/** A value as JSON, with what stands in it as raw text written as it is. */
export function writeJson(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).map(
    ([name, part]) => `${JSON.stringify(name)}:${writeJson(part)}`,
  );
  return `{${members.join(',')}}`;
}

/** Bytes of JSON that differ from a valid value in one to three places, or in their bytes. */
export function mutateJson(dice: Dice, valid: object): Buffer {
  const value = structuredClone(valid) as Record<string, unknown>;
  for (let left = 1 + dice.below(3); left > 0; left -= 1) mutateOnce(dice, value);
  const bytes = Buffer.from(withDoubles(dice, writeJson(value))).subarray(0, LARGEST_BYTES);
  return dice.oneIn(8) ? mutateBytes(dice, bytes) : bytes;
}

function mutateOnce(dice: Dice, root: Record<string, unknown>): void {
  const places = placesIn(root);
  if (places.length === 0) return;
  const { holder, name } = dice.pick(places);
  const value = holder[name];
  switch (dice.below(9)) {
    case 0:
    case 1:
      holder[name] = oddValue(dice);
      break;
    case 2:
      delete holder[name];
      break;
    case 3:
      delete holder[name];
      setOwn(holder, oddText(dice), value);
      break;
    case 4:
      holder[name] = dice.oneIn(2) ? [value] : { [name]: value };
      break;
    case 5: {
      const other = dice.pick(places);
      holder[name] = structuredCloneOf(other.holder[other.name]);
      break;
    }
    case 6:
      holder[name] = typeof value === 'string' ? oddTextLike(dice, value) : oddValue(dice);
      break;
    case 7:
      setOwn(holder, dice.pick(['extra', '__proto__', 'constructor', 'toString']), nested(dice));
      break;
    default: {
      // Many of many of many would be more than any body may have, and more than a string can hold.
      const atMost = Math.floor(LARGEST_BYTES / writeJson(value).length);
      const length = Math.max(1, Math.min(dice.pick([2, 51, 400]), atMost));
      holder[name] = Array.from({ length }, () => value);
    }
  }
}

/** A time becomes another time, an id another id, so that what follows it is reached. */
function oddTextLike(dice: Dice, text: string): string {
  if (/^\d{4}-\d{2}/.test(text)) return oddTime(dice);
  return dice.oneIn(3) ? text + oddText(dice) : oddText(dice);
}

/** Also for names such as `__proto__`, which an assignment would not write. */
function setOwn(holder: object, name: string, value: unknown): void {
  if (Array.isArray(holder)) {
    holder.push(value);
    return;
  }
  Object.defineProperty(holder, name, {
    ...{ value, enumerable: true, configurable: true, writable: true },
  });
}

const structuredCloneOf = (value: unknown): unknown =>
  value instanceof RawJson ? value : structuredClone(value);

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null || value instanceof RawJson) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

/** Now and then a name stands twice. */
function withDoubles(dice: Dice, text: string): string {
  if (!dice.oneIn(12)) return text;
  const name = /"(?:id|source|type|data|name|resourceType)":/.exec(text)?.[0];
  return name ? text.replace('{', `{${name}${writeJson(oddValue(dice))},`) : text;
}
