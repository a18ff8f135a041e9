import type { Sender } from '../profile/source-profiles.js';

/**
 * What whoever shows a certificate may call itself in MSH-3 and MSH-4, written as there: `LAKESIDE`, or
 * `LAKESIDE^1.2.3.4` for who also states an id. A field that is left out may be any.
 */
export interface Speaks {
  readonly application?: string | undefined;
  readonly facility?: string | undefined;
}

/** A line of the table of senders. */
export interface SenderRule {
  /** A name in its certificate: `dns:adt.lakeside.example` or `uri:urn:hospital:lakeside`. */
  readonly certificate: string;
  readonly speaks: readonly Speaks[];
}

/** Everything that the holder of these names may call itself; nothing for somebody who is in no line. */
export const speaksOf = (
  table: readonly SenderRule[],
  names: readonly string[],
): readonly Speaks[] =>
  table.filter(({ certificate }) => names.includes(certificate)).flatMap(({ speaks }) => speaks);

const plain = (text: string) => text.trim().toLowerCase();
const componentsOf = (field: string) => new Set(field.split('^').map(plain));

/** Every component that is stated counts for somebody: the first as who sent it, any for the profile it is read with. */
function isIn(wanted: string | undefined, stated: readonly string[]): boolean {
  if (wanted === undefined) return true;
  const listed = componentsOf(wanted);
  return stated.length > 0 && stated.every((name) => listed.has(plain(name)));
}

/** Whether a message may come from there: its MSH-3 and MSH-4 state what one line lists, and nothing beside. */
export const maySpeakAs = (
  speaks: readonly Speaks[],
  { application, facility }: Pick<Sender, 'application' | 'facility'>,
): boolean =>
  speaks.some((line) => isIn(line.application, application) && isIn(line.facility, facility));
