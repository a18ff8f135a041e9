import type { EmptiedByAnswer } from '@handrail/contracts';
import { plural } from '../../../format/labels.js';
import { filterWords } from './coordination-words.js';

/** What leaves no program, most programs taken away first. */
export function EmptiedByList({ filters }: { readonly filters: readonly EmptiedByAnswer[] }) {
  return (
    <ul className="emptied-by" aria-label="What leaves no program">
      {filters.map(({ code, programs }) => (
        <li key={code}>
          {plural(programs, 'program')}: {filterWords(code)}
        </li>
      ))}
    </ul>
  );
}
