import { useEffect, useRef, type ReactNode } from 'react';

/**
 * The button by which a dialog goes on once its form is done with. It takes the focus, which went away with the
 * form: whoever has no mouse would otherwise find themselves behind the dialog.
 */
export function NextButton({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <button ref={button} type="button" className="button primary" onClick={onClick}>
      {children}
    </button>
  );
}
