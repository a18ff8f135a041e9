import type { ReactNode } from 'react';
import { Icon } from './icons.js';

/** A real table with its caption spoken; wide content scrolls inside it, never the page. */
export function Table({
  caption,
  children,
  className = '',
}: {
  readonly caption: string;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <div className="table-wrap">
      <table className={`table ${className}`}>
        <caption className="visually-hidden">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

/** Column heading. `wide` columns are left out on narrow screens, where the first cell says them. */
export function Th({
  children,
  wide = false,
  right = false,
  sorted,
}: {
  readonly children: ReactNode;
  readonly wide?: boolean;
  readonly right?: boolean;
  readonly sorted?: 'ascending' | 'descending' | 'none';
}) {
  const names = [wide ? 'wide' : '', right ? 'right' : ''].filter(Boolean).join(' ');
  return (
    <th scope="col" className={names || undefined} aria-sort={sorted}>
      {children}
    </th>
  );
}

/** What a column heading holds when the list can be sorted by it. */
export function Sort({
  on,
  up = false,
  onClick,
  children,
}: {
  readonly on: boolean;
  readonly up?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}) {
  return (
    <button
      type="button"
      className={`sort${on ? ' is-on' : ''}${up ? ' is-up' : ''}`}
      onClick={onClick}
    >
      {children}
      <Icon name="chevron-down" size={12} />
    </button>
  );
}

export function Older({
  more,
  busy,
  onClick,
  what,
}: {
  readonly more: boolean;
  readonly busy: boolean;
  readonly onClick: () => void;
  readonly what: string;
}) {
  return (
    <div className="older">
      {more ? (
        <button type="button" className="button" onClick={onClick} disabled={busy}>
          {busy ? 'Reading…' : `Show older ${what}`}
        </button>
      ) : (
        <p className="quiet">These are all {what}.</p>
      )}
    </div>
  );
}
