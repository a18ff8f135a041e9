import { useState, type FocusEvent } from 'react';

/** Whether somebody points at a part of the page or has the focus in it. Spread over that part. */
export function useEngaged() {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const within = {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocus: () => setFocused(true),
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
    },
  };
  return [pointed || focused, within] as const;
}
