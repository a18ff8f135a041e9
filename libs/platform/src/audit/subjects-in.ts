/** Members of answers that are ids of persons. */
const PERSON_MEMBERS = new Set(['personId', 'survivorId', 'retiredId', 'mergedInto']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A list has at most 200 rows; an answer about more persons than that is counted, not named. */
const MOST_NAMED = 1_000;

/**
 * The persons an answer is about, so that a search for a person finds everybody who saw them.
 *
 * @param ownIds whether `id` of what the route answers is a person's too
 */
export function subjectsIn(answer: unknown, ownIds: boolean): readonly string[] {
  const found = new Set<string>();
  const take = (value: unknown) => {
    if (typeof value === 'string' && UUID.test(value) && found.size < MOST_NAMED)
      found.add(value.toLowerCase());
  };
  const walk = (value: unknown, isOwn: boolean): void => {
    if (Array.isArray(value)) value.forEach((each) => walk(each, isOwn));
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) {
        if (PERSON_MEMBERS.has(name)) take(member);
        else if (isOwn && name === 'id') take(member);
        else if (typeof member === 'object') walk(member, isOwn && name === 'items');
      }
  };
  walk(answer, ownIds);
  return [...found];
}
