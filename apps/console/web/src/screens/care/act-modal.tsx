import { Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { RefusalNotice } from '../../ui/refusal-notice.js';

/** A dialog that asks for what an act needs, and stays open with the reason when it is refused. */
export function ActModal({
  title,
  opened,
  onClose,
  children,
}: {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened ? children : null}
    </Modal>
  );
}

/**
 * Form of such a dialog. `onSubmit` is given once everything is filled in; it throws what refuses. Giving up
 * is what being done is, unless it is said otherwise.
 */
export function ActForm({
  submit,
  ready,
  onSubmit,
  onDone,
  onCancel = onDone,
  children,
}: {
  readonly submit: string;
  readonly ready: boolean;
  readonly onSubmit: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await onSubmit();
      onDone();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void run();
      }}
    >
      {children}
      <RefusalNotice error={error} />
      <div className="act-buttons">
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        {/* Not disabled while it works: the focus would leave the dialog with it. */}
        <button type="submit" className="button primary" disabled={!ready} aria-disabled={busy}>
          {busy ? 'Working…' : submit}
        </button>
      </div>
    </form>
  );
}
