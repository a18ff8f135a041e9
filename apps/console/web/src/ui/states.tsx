import type { ReactNode } from 'react';
import { clock } from '../format/time.js';
import { ApiError } from '../live/api.js';
import { usePreferences } from '../prefs/preferences.js';
import { Icon, type IconName } from './icons.js';

/** Nothing to show is a result: it says what is empty and what would fill it. */
export function Empty({
  icon,
  title,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="state">
      <span className="state-icon">
        <Icon name={icon} size={22} />
      </span>
      <p className="state-title">{title}</p>
      {children ? <div className="state-text">{children}</div> : null}
    </div>
  );
}

export function Loading({ what }: { readonly what: string }) {
  return (
    <div className="state" role="status">
      <span className="loading-bar" aria-hidden="true" />
      <p className="state-text">Reading {what}…</p>
    </div>
  );
}

export function Failure({
  error,
  again,
}: {
  readonly error: unknown;
  readonly again?: () => void;
}) {
  const title = error instanceof ApiError ? error.title : 'Something went wrong';
  const detail = error instanceof ApiError ? error.detail : 'The page could not show this.';
  return (
    <div className="state" role="alert">
      <span className="state-icon tone-bad">
        <Icon name="plug" size={22} />
      </span>
      <p className="state-title">{title}</p>
      {detail ? <p className="state-text">{detail}</p> : null}
      {again ? (
        <button type="button" className="button" onClick={again}>
          <Icon name="retry" size={14} />
          Try again
        </button>
      ) : null}
    </div>
  );
}

/** What is shown was read before; reading it again fails. It stays, and says so. */
export function Stale({ at, error }: { readonly at: number; readonly error: unknown }) {
  const { zone } = usePreferences();
  const why = error instanceof ApiError ? error.title : 'Reading it again fails';
  return (
    <p className="notice" role="status">
      {why}. You see what was read at {clock(at, zone)}.
    </p>
  );
}

/** An explicit word where there is no value: a blank cell could be a fault. */
export const None = ({ children = 'None' }: { readonly children?: string }) => (
  <span className="none">{children}</span>
);
