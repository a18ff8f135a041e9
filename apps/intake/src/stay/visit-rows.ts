/** A visit as far as finding it goes: under which number it is kept, and whose it is. */
export interface VisitRow {
  readonly key: string;
  readonly numberKey: string;
  readonly personId: string | null;
  /** Look-up keys of the numbers that name its patient, while nobody is known or after it moved. */
  readonly patients: readonly string[];
  /** Messages may still name the person it was taken from. */
  readonly wasMoved: boolean;
}

/** Who a report of a visit is about, as far as its message says. */
export interface VisitPatient {
  readonly personId: string | null;
  /** Look-up keys of the numbers that name them. */
  readonly hashes: readonly string[];
}

/**
 * The visits under the numbers of a group of messages. A number belongs to its patient: for another one it
 * is another visit. Of one that moved, the messages of both patients are about the same.
 */
export class VisitRows {
  readonly #rows = new Map<string, VisitRow[]>();

  constructor(rows: Iterable<VisitRow> = []) {
    for (const row of rows) this.keep(row);
  }

  under(numberKey: string): readonly VisitRow[] {
    return this.#rows.get(numberKey) ?? [];
  }

  /** The visit of this patient, if one is known. */
  find(numberKey: string, { personId, hashes }: VisitPatient): VisitRow | undefined {
    const rows = this.under(numberKey);
    const isNamed = ({ patients }: VisitRow) =>
      patients.length === 0 || patients.some((hash) => hashes.includes(hash));
    return (
      rows.find((row) => row.wasMoved && (row.personId === personId || isNamed(row))) ??
      rows.find((row) => row.personId !== null && row.personId === personId) ??
      rows.find((row) => row.personId === null && isNamed(row))
    );
  }

  keep(row: VisitRow): void {
    const others = this.under(row.numberKey).filter(({ key }) => key !== row.key);
    this.#rows.set(row.numberKey, [...others, row]);
  }

  get all(): readonly VisitRow[] {
    return [...this.#rows.values()].flat();
  }
}
