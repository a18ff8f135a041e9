import { randomUUID } from 'node:crypto';

let serial = 0;

const SYLLABLES = ['bor', 'kim', 'tal', 'vex', 'nol', 'ras', 'dup', 'gil', 'hom', 'zep', 'qua'];
const nameOf = (n: number) =>
  [n, Math.floor(n / 11), Math.floor(n / 121)].map((each) => SYLLABLES[each % 11]).join('');

/** A person nobody has named before, and like nobody before. */
export const somebody = (system = 'urn:test:mrn') => {
  serial += 1;
  const born = new Date(Date.UTC(1950, 0, 1 + ((serial * 379) % 18_000)));
  return {
    identifiers: [{ system, value: `P${Date.now()}${serial}` }],
    name: { family: nameOf(serial), given: [nameOf(serial * 7 + 3)] },
    birthDate: born.toISOString().slice(0, 10),
  };
};

export const somewhere = (setting = 'withdrawal-management') => ({
  id: `V${Date.now()}${(serial += 1)}`,
  facility: 'lakeside',
  setting,
});

/** A CloudEvent of a made-up feed. */
export const event = <D extends object>(name: string, data: D, more: object = {}) => ({
  specversion: '1.0',
  id: randomUUID(),
  source: 'urn:test:feed',
  type: `handrail.inbound.${name}.v1`,
  datacontenttype: 'application/json',
  data,
  ...more,
});

export const cancellation = (of: { readonly source: string; readonly id: string }) =>
  event('event-cancelled', { cancels: { source: of.source, id: of.id } });

interface AdtParts {
  readonly control: string;
  readonly mrn: string;
  readonly visit?: string;
  readonly at?: string;
  readonly pv1?: Readonly<Record<number, string>>;
  readonly pid?: Readonly<Record<number, string>>;
  readonly more?: readonly string[];
}

const segment = (name: string, fields: Readonly<Record<number, string>>) => {
  const out: string[] = [name];
  for (const [at, text] of Object.entries(fields)) out[Number(at)] = text;
  return Array.from(out, (text) => text ?? '').join('|');
};

/** An ADT message of a made-up hospital. */
export const adt = (trigger: string, parts: AdtParts): string => {
  const at = parts.at ?? '20261107120000+0000';
  return [
    `MSH|^~\\&|CAREAPP|LAKESIDE|NET|HUB|${at}||ADT^${trigger}|${parts.control}|P|2.5.1`,
    `EVN|${trigger}|${at}`,
    segment('PID', { 3: `${parts.mrn}^^^LAKE&1.2.3&ISO^MR`, 5: 'ALDER^ROWAN', ...parts.pid }),
    segment('PV1', { 2: 'I', 10: 'DETOX', 19: parts.visit ?? `V${parts.mrn}`, ...parts.pv1 }),
    ...(parts.more ?? []),
    '',
  ].join('\r');
};
