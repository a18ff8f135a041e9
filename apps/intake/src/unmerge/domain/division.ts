/** One message of a person who is to become two again. */
export interface DividedMessage {
  /** Look-up keys of the trusted identifiers it names, in its order. */
  readonly identifiers: readonly string[];
  readonly visitKey: string | null;
}

/** What went from the retired person to the survivor. */
export interface MovedAtMerge {
  readonly identifiers: ReadonlySet<string>;
  readonly visits: ReadonlySet<string>;
}

/**
 * Whether a message is about the person who was wrongly retired. The first identifier that one of the two
 * had before the merge decides, as it decided when the message came; a message that names none goes with
 * its visit. So messages that came after the merge find their way back too.
 */
export function isOfRetired(
  message: DividedMessage,
  moved: MovedAtMerge,
  survivors: ReadonlySet<string>,
): boolean {
  const known = message.identifiers.find(
    (hash) => moved.identifiers.has(hash) || survivors.has(hash),
  );
  if (known !== undefined) return moved.identifiers.has(known);
  return message.visitKey !== null && moved.visits.has(message.visitKey);
}
