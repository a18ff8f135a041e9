import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { usePreferences, type Worker } from '../../prefs/preferences.js';
import { useMe } from '../../session/use-me.js';
import { Icon } from '../../ui/icons.js';

const ROLES = ['nurse', 'physician', 'counsellor', 'social-worker', 'care-coordinator'];

interface Asking {
  /** Runs an act as whoever works here; asks first when nobody has said so yet. */
  readonly as: (act: (worker: Worker) => void) => void;
  readonly change: () => void;
}

const AskingContext = createContext<Asking | null>(null);

/**
 * Knows who works at this browser: every act in the care area says by whom it was done. Whoever is signed in is
 * that; only a console nobody signs in to asks.
 */
export function WorkerProvider({ children }: { readonly children: ReactNode }) {
  const { setWorker } = usePreferences();
  const worker = useCurrentWorker();
  const [open, setOpen] = useState(false);
  const waiting = useRef<((worker: Worker) => void) | null>(null);
  const as = useCallback(
    (act: (worker: Worker) => void) => {
      if (worker) return act(worker);
      waiting.current = act;
      setOpen(true);
    },
    [worker],
  );
  const change = useCallback(() => {
    waiting.current = null;
    setOpen(true);
  }, []);
  const asking = useMemo(() => ({ as, change }), [as, change]);
  return (
    <AskingContext value={asking}>
      {children}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title="Who works here"
        // Above whatever dialog asked: nobody can answer what lies underneath.
        zIndex={300}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <WorkerForm
          known={worker}
          onDone={(next) => {
            setWorker(next);
            setOpen(false);
            waiting.current?.(next);
            waiting.current = null;
          }}
        />
      </Modal>
    </AskingContext>
  );
}

/** Whoever is signed in; else whoever said that they work here. */
function useCurrentWorker(): Worker | null {
  const { worker } = usePreferences();
  const me = useMe();
  return useMemo(
    () => (me?.kind === 'person' ? { name: me.actor, role: me.roles[0] ?? 'reader' } : worker),
    [me, worker],
  );
}

function WorkerForm({
  known,
  onDone,
}: {
  readonly known: Worker | null;
  readonly onDone: (worker: Worker) => void;
}) {
  const [name, setName] = useState(known?.name ?? '');
  const [role, setRole] = useState(known?.role ?? ROLES[0]!);
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        // The form lies in the page that called for it: its own form must not take this for its.
        event.stopPropagation();
        if (name.trim() !== '') onDone({ name: name.trim(), role });
      }}
    >
      <TextInput
        label="User name"
        description="Kept with what you do. A user name such as nurse-7, not your own name."
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        autoComplete="off"
        required
        data-autofocus
      />
      <NativeSelect
        label="Role"
        value={role}
        onChange={(event) => setRole(event.currentTarget.value)}
        data={ROLES}
      />
      <div className="act-buttons">
        <button type="submit" className="button primary" disabled={name.trim() === ''}>
          Work as {name.trim() || '…'}
        </button>
      </div>
    </form>
  );
}

export function useWorker(): Asking & { readonly worker: Worker | null } {
  const asking = use(AskingContext);
  if (!asking) throw new Error('useWorker needs WorkerProvider above it');
  return { ...asking, worker: useCurrentWorker() };
}

/** Says as whom this browser works, and lets that be changed. */
export function WorkerControl() {
  const { worker, change } = useWorker();
  if (useMe()?.kind === 'person') return null;
  return (
    <button type="button" className="button" onClick={change}>
      <Icon name="person" size={14} />
      {worker ? `Working as ${worker.name}` : 'Say who works here'}
    </button>
  );
}
