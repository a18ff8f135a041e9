import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedPerson } from '../../apps/intake/src/inbound/domain/named-person.js';
import { randomOf } from '../random.js';

/** A record as it is sent, with the truth about whose it is. */
export interface BenchRecord {
  readonly id: string;
  /** Records of one person have one entity. */
  readonly entity: string;
  readonly person: {
    readonly identifiers: ReadonlyArray<{ readonly system: string; readonly value: string }>;
    readonly name?: { readonly family?: string; readonly given?: readonly string[] };
    readonly birthDate?: string;
    readonly phone?: string;
    readonly address?: NamedPerson['details']['address'];
  };
}

/** The fields of a data set of the FEBRL kind; `rec_id` without its last digit is the truth. */
type Fields = Readonly<Record<string, string | undefined>>;

const SSN = 'http://hl7.org/fhir/sid/us-ssn';

/** A record with an identifier of its own, under a system named after the last digit of its id. */
export function recordOf(fields: Fields): BenchRecord {
  const id = fields['rec_id']!;
  const born = fields['date_of_birth'];
  const line = [fields['street_number'], fields['address_1']].filter(Boolean).join(' ');
  const filled = (value: string | undefined) => value || undefined;
  return {
    id,
    entity: id.slice(0, -1),
    person: {
      identifiers: [
        { system: `urn:bench:hospital:${id.at(-1)}`, value: id },
        ...(fields['soc_sec_id'] ? [{ system: SSN, value: fields['soc_sec_id'] }] : []),
      ],
      name: {
        family: filled(fields['surname']),
        given: fields['given_name'] ? [fields['given_name']] : undefined,
      },
      birthDate: born && `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`,
      phone: filled(fields['phone_number']),
      address: {
        line: [line, fields['address_2']].flatMap((each) => each || []),
        city: filled(fields['suburb']),
        state: filled(fields['state']),
        postalCode: filled(fields['postcode']),
      },
    },
  };
}

/** A record as intake names a person: the first number is trusted. */
export const namedOf = ({ person }: BenchRecord): NamedPerson => {
  const { identifiers, ...details } = person;
  return { identifiers: identifiers.map((each, at) => ({ ...each, trusted: at === 0 })), details };
};

/** Every record of the CSV files in a folder that have a `rec_id`. */
export async function readRecords(folder: string): Promise<BenchRecord[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort();
  const records: BenchRecord[] = [];
  for (const file of files) {
    const [head, ...lines] = (await readFile(join(folder, file), 'utf8'))
      .split(/\r?\n/)
      .filter(Boolean)
      .map((line) => line.split(',').map((cell) => cell.trim()));
    if (!head?.includes('rec_id')) continue;
    for (const cells of lines)
      records.push(recordOf(Object.fromEntries(head.map((name, at) => [name, cells[at]]))));
  }
  if (records.length === 0) throw new Error(`${folder} holds no CSV file with a column rec_id`);
  return records;
}

const STARTS = [
  'b',
  'br',
  'c',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'w',
];
const MIDDLES = ['a', 'e', 'i', 'o', 'u', 'ai', 'ee', 'ou'];
const ENDS = ['l', 'n', 'r', 's', 't', 'ck', 'ld', 'mp', 'nd', 'rt', 'th'];

/** Makes people: names are drawn so that a few are common and most are rare, as names are. */
export class People {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  fields(id: string): Record<string, string> {
    const born = new Date(Date.UTC(1930, 0, 1 + this.#upTo(29_000)));
    return {
      rec_id: id,
      given_name: this.#word(2, 2_000),
      surname: this.#word(3, 20_000),
      street_number: String(1 + this.#upTo(200)),
      address_1: `${this.#word(2, 5_000)} street`,
      suburb: this.#word(3, 3_000),
      postcode: String(1_000 + this.#upTo(8_000)),
      state: ['ma', 'ny', 'ct', 'nh', 'ri', 'vt', 'me'][this.#upTo(7)]!,
      date_of_birth: born.toISOString().slice(0, 10).replaceAll('-', ''),
      phone_number: String(2_000_000_000 + this.#upTo(2_000_000_000)),
      soc_sec_id: String(100_000_000 + this.#upTo(800_000_000)),
    };
  }

  /** The same person as another clerk writes them: errors, gaps, swaps, a move. */
  damaged(fields: Readonly<Record<string, string>>, id: string, errors: number) {
    const copy: Record<string, string> = { ...fields, rec_id: id };
    const names = Object.keys(fields).filter((name) => name !== 'rec_id');
    for (let at = 0; at < errors; at += 1) {
      const name = names[this.#upTo(names.length)]!;
      const kind = this.#random();
      if (kind < 0.15) copy[name] = '';
      else if (kind < 0.22)
        [copy['given_name'], copy['surname']] = [copy['surname']!, copy['given_name']!];
      else if (kind < 0.3) Object.assign(copy, this.#moved());
      else copy[name] = this.#mistyped(copy[name]!);
    }
    return copy;
  }

  #moved() {
    const { street_number, address_1, suburb, postcode } = this.fields('');
    return { street_number, address_1, suburb, postcode };
  }

  #mistyped(text: string): string {
    if (text.length < 2) return text;
    const at = this.#upTo(text.length - 1);
    const isNumber = /^\d+$/.test(text);
    const other = isNumber ? String(this.#upTo(10)) : 'abcdefghijklmnopqrstuvwxyz'[this.#upTo(26)]!;
    const kind = isNumber ? this.#upTo(2) : this.#upTo(4);
    if (kind === 0) return text.slice(0, at) + other + text.slice(at + 1);
    if (kind === 1) return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
    return kind === 2
      ? text.slice(0, at) + text.slice(at + 1)
      : text.slice(0, at) + other + text.slice(at);
  }

  /** One of so many words; the square of a random number makes some common. */
  #word(syllables: number, words: number): string {
    let left = Math.floor(this.#random() ** 2 * words) * 7_919 + 17;
    let word = '';
    for (let at = 0; at < syllables; at += 1)
      for (const part of [STARTS, MIDDLES, ENDS]) {
        word += part[left % part.length]!;
        left = Math.floor(left / part.length) + at;
      }
    return word;
  }

  #upTo(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

/** A data set of the same kind: some persons have one record more, a few have several. */
export function generatedRecords(persons: number, seed: number): BenchRecord[] {
  const random = randomOf(seed);
  const people = new People(random);
  const records: Array<{ readonly order: number; readonly record: BenchRecord }> = [];
  for (let at = 0; at < persons; at += 1) {
    const fields = people.fields(`${1_000 + at}0`);
    const copies = random() < 0.1 ? 3 : 1;
    const all = [fields];
    for (let copy = 1; copy <= copies; copy += 1)
      all.push(people.damaged(fields, `${1_000 + at}${copy}`, 1 + Math.floor(random() * 3)));
    for (const each of all) records.push({ order: random(), record: recordOf(each) });
  }
  return records.sort((a, b) => a.order - b.order).map(({ record }) => record);
}
