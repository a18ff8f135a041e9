/** A message with a sequence number of its sender (MSH-13), in the order of arrival. */
export interface Numbered {
  readonly sequence: number;
  readonly receivedAt: string;
}

export interface SequenceGap {
  /** When the number behind the gap came. */
  readonly since: string;
  /** Numbers that were skipped and never came. */
  readonly missing: number;
  /** Numbers from the first to the last of the run. */
  readonly span: number;
}

/** Numbers may overtake each other on parallel connections; after so long they are missing. */
const LATE_MS = 5 * 60_000;
/** A jump further than this is another numbering and not a loss. */
const JUMP = 10_000;

/**
 * Numbers of the current run that were skipped and have not come. A run begins where a sender starts
 * anew, from a low number or far from the last one.
 */
export function gapOf(numbered: readonly Numbered[], now: string): SequenceGap | undefined {
  let run: Numbered[] = [];
  let highest = -1;
  for (const each of numbered) {
    if (run.length > 0 && startsAnew(each.sequence, highest)) [run, highest] = [[], -1];
    run.push(each);
    highest = Math.max(highest, each.sequence);
  }
  const sorted = run.toSorted((a, b) => a.sequence - b.sequence);
  const due = Date.parse(now) - LATE_MS;
  let [missing, since] = [0, ''];
  for (const [at, each] of sorted.entries()) {
    const before = sorted[at - 1];
    const skipped = before ? each.sequence - before.sequence - 1 : 0;
    if (skipped <= 0 || Date.parse(each.receivedAt) > due) continue;
    missing += skipped;
    since ||= each.receivedAt;
  }
  if (missing === 0) return undefined;
  return { since, missing, span: sorted.at(-1)!.sequence - sorted[0]!.sequence + 1 };
}

/** Back at the beginning, or somewhere else altogether. */
const startsAnew = (sequence: number, highest: number) =>
  Math.abs(sequence - highest) > JUMP || (sequence <= 1 && highest > 1);
