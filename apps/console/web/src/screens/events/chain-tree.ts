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
  const known = new Set(chain.map((link) => link.id));
  const effects = new Map<string, ChainLink[]>();
  for (const link of chain) {
    const cause =
      known.has(link.causationId) && link.causationId !== link.id ? link.causationId : '';
    const siblings = effects.get(cause);
    if (siblings) siblings.push(link);
    else effects.set(cause, [link]);
  }
  const rows: TreeRow[] = [];
  const placed = new Set<string>();
  const place = (link: ChainLink, depth: number) => {
    // Causes cannot form a ring, but a page must not hang on data that says they do.
    if (placed.has(link.id)) return;
    placed.add(link.id);
    rows.push({ link, depth });
    for (const effect of effects.get(link.id) ?? []) place(effect, depth + 1);
  };
  for (const root of effects.get('') ?? []) place(root, 0);
  for (const link of chain) place(link, 0);
  return rows;
}
