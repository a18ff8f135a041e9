import { None } from '../../../ui/states.js';
import { needWords } from './needs-words.js';

/** What somebody needs beside the level; what is unsafe without comes first. */
export function NeedsList({ needs }: { readonly needs: readonly string[] }) {
  if (needs.length === 0) return <None>None known</None>;
  return <>{needs.map(needWords).join(', ')}</>;
}
