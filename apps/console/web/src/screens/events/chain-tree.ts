import type { ChainLink } from '../../../../src/api/events.js';

export interface TreeRow {
  readonly link: ChainLink;
  readonly depth: number;
}

/**
 * Puts a chain in the order of cause and effect: each event under the one that caused it, those of
 * the source message at the top. An event whose cause is not kept stands at the top too.
 */
export function chainTree(chain: readonly ChainLink[]): TreeRow[] {
  const known = new Set(chain.map((one) => one.id));
  const effects = new Map<string, ChainLink[]>();
  for (const one of chain) {
    const cause = known.has(one.causationId) && one.causationId !== one.id ? one.causationId : '';
    const siblings = effects.get(cause);
    if (siblings) siblings.push(one);
    else effects.set(cause, [one]);
  }
  const rows: TreeRow[] = [];
  const told = new Set<string>();
  const tell = (one: ChainLink, depth: number) => {
    // Causes cannot form a ring, but a page must not hang on data that says they do.
    if (told.has(one.id)) return;
    told.add(one.id);
    rows.push({ link: one, depth });
    for (const effect of effects.get(one.id) ?? []) tell(effect, depth + 1);
  };
  for (const root of effects.get('') ?? []) tell(root, 0);
  for (const one of chain) tell(one, 0);
  return rows;
}
