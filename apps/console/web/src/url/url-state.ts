import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

export type UrlState = Readonly<Record<string, string | undefined>>;

/** Reads the search part of an address; empty values count as absent. */
export function readSearch(search: string): UrlState {
  return Object.fromEntries([...new URLSearchParams(search)].filter(([, value]) => value !== ''));
}

/** Writes it in a fixed order, so that the same state is always the same address. */
export function writeSearch(state: UrlState): string {
  const pairs = Object.entries(state)
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .sort(([a], [b]) => a.localeCompare(b));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** A link to a place of the console with its state. */
export const link = (path: string, state: UrlState = {}): string => path + writeSearch(state);

/**
 * State that lives in the address: a copied link shows the same, back and forward undo and redo.
 * `set` merges; a value of undefined takes the key away.
 */
export function useUrlState(): readonly [
  UrlState,
  (changes: UrlState, options?: { readonly replace?: boolean }) => void,
] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const state = useMemo(() => readSearch(search), [search]);
  const set = useCallback(
    (changes: UrlState, options: { readonly replace?: boolean } = {}) => {
      const next = { ...readSearch(window.location.search), ...changes };
      navigate(link(path, next), { replace: options.replace ?? false });
    },
    [navigate, path],
  );
  return [state, set];
}
