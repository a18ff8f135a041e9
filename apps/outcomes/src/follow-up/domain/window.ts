/**
 * A span of days after a discharge in which follow-up care should happen. `open` until care that
 * counts happens (`met`) or the last day passes (`missed`). `superseded`: the person was admitted
 * again, and the last discharge carries the clock. `cancelled`: the discharge was taken back, or the
 * person died.
 */
export interface Window {
  readonly followUpId: string;
  readonly stayId: string;
  readonly dischargedBy: string;
  readonly dischargedAt: string;
  readonly days: number;
  /** The instant the last day is over. */
  readonly dueAt: string;
  readonly status: 'open' | 'met' | 'missed' | 'superseded' | 'cancelled';
  readonly metAt: string | null;
}

/** Care that may count as follow-up: a session attended, or ambulatory care that began. */
export interface Contact {
  readonly eventId: string;
  readonly at: string;
}

export interface FollowUps {
  readonly windows: readonly Window[];
  readonly contacts: readonly Contact[];
}

export const noFollowUps: FollowUps = { windows: [], contacts: [] };

/** What happens to the windows and contacts of a person. */
export type FollowUpEvent =
  | { readonly kind: 'contact-noted'; readonly contact: Contact }
  | { readonly kind: 'contact-forgotten'; readonly eventId: string }
  | { readonly kind: 'window-opened'; readonly window: Window }
  | { readonly kind: 'window-met'; readonly followUpId: string; readonly metAt: string }
  | { readonly kind: 'window-reopened'; readonly followUpId: string; readonly dueAt: string }
  | { readonly kind: 'window-missed'; readonly followUpId: string; readonly dueAt: string }
  | {
      readonly kind: 'window-dropped';
      readonly followUpId: string;
      readonly as: 'superseded' | 'cancelled';
    };

/** Folds the windows and contacts of a retired record of the same person into the survivor's. */
export const mergeFollowUps = (a: FollowUps, b: FollowUps): FollowUps => ({
  windows: [...a.windows, ...b.windows],
  contacts: [...a.contacts, ...b.contacts],
});
