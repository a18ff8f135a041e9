/**
 * SQL for the person an id leads to: whoever it was merged into, or the person itself. `place` is the
 * parameter that holds the id, for example `$1`.
 */
export const survivorOf = (place: string): string =>
  `coalesce((SELECT survivor_id FROM merged_person WHERE retired_id = ${place}::uuid), ${place}::uuid)`;
