import type { Input } from './way.js';

export type Grouping = (inputs: readonly Input[]) => Input[][];

const BODY_BYTES = 800_000;

/**
 * Groups of so many that stay under the size of a body. What would have its neighbours refused with it is
 * among its like.
 */
export const groupsOf =
  (most: number, refusesAll: (input: Input) => boolean = () => false): Grouping =>
  (inputs) => {
    const groups: Input[][] = [];
    for (const isRefused of [true, false]) {
      let bytes = Infinity;
      for (const input of inputs.filter((each) => refusesAll(each) === isRefused)) {
        if (bytes + input.bytes.length > BODY_BYTES || groups.at(-1)!.length >= most) {
          groups.push([]);
          bytes = 0;
        }
        groups.at(-1)!.push(input);
        bytes += input.bytes.length;
      }
    }
    return groups;
  };
