import { NOTHING, type Typed } from './typed.js';

const key = (id: string): string => `handrail-typed-${id}`;

/** What was typed and not saved at the service outlives a reload, in this tab only. */
export function keptTyping(id: string): Typed | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(id)) ?? 'null') as Partial<Typed> | null;
    return kept ? { ...NOTHING, ...kept } : null;
  } catch {
    return null;
  }
}

export function keepTyping(id: string, typed: Typed | null): void {
  try {
    if (typed) sessionStorage.setItem(key(id), JSON.stringify(typed));
    else sessionStorage.removeItem(key(id));
  } catch {
    // Storage may be closed to the page: what is typed then lasts as long as the page.
  }
}
