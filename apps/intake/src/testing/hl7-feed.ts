import { SourceProfiles } from '../profile/source-profiles.js';
import { receiveHl7 } from '../hl7v2/receive-hl7.js';

export const receivedAt = '2026-11-08T00:00:00.000Z';
/** What intake makes of a payload of that feed. */
export const receive = (payload: string | Buffer, profiles = new SourceProfiles([])) =>
  receiveHl7(Buffer.from(payload as string), { protocol: 'hl7v2-http', receivedAt, profiles });

export interface Parts {
  readonly control?: string;
  readonly sentAt?: string;
  readonly evn?: string;
  readonly pid?: string;
  readonly pv1?: Readonly<Record<number, string>>;
  readonly more?: readonly string[];
}

function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const out: string[] = [name];
  for (const [at, text] of Object.entries(fields)) out[Number(at)] = text;
  return Array.from(out, (text) => text ?? '').join('|');
}

/** A message of a made-up feed; everything can be overridden. */
export const adt = (trigger: string, parts: Parts = {}) =>
  [
    `MSH|^~\\&|CAREAPP|LAKESIDE|NET|HUB|${parts.sentAt ?? '20261107120000+0000'}||ADT^${trigger}|${parts.control ?? 'C1'}|P|2.5.1`,
    parts.evn ?? `EVN|${trigger}|20261107120000+0000`,
    parts.pid ?? 'PID|1||M7^^^LAKESIDE&1.2.3&ISO^MR||ALDER^ROWAN||19800102|F',
    segment('PV1', { 1: '1', 2: 'I', 10: 'DETOX', 19: 'V7', ...parts.pv1 }),
    ...(parts.more ?? []),
    '',
  ].join('\r');
