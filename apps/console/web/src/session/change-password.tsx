import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../live/api.js';
import { RefusalNotice } from '../ui/refusal-notice.js';

const NOTHING = { present: '', next: '' };

/** Gives the account of this machine another password; its other sessions end with that. */
export function ChangePassword() {
  const [typed, setTyped] = useState(NOTHING);
  const [state, setState] = useState<'open' | 'busy' | 'changed'>('open');
  const [error, setError] = useState<unknown>(null);
  const change = async () => {
    setState('busy');
    setError(null);
    try {
      await post('/v1/session/password', typed);
      setTyped(NOTHING);
      setState('changed');
    } catch (refused) {
      setError(refused);
      setState('open');
    }
  };
  return (
    <form
      className="act-form"
      aria-labelledby="change-password"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <h3 id="change-password">Change your password</h3>
      <PasswordInput
        label="Present password"
        value={typed.present}
        onChange={(event) => setTyped({ ...typed, present: event.currentTarget.value })}
        autoComplete="current-password"
        maxLength={200}
        required
      />
      <PasswordInput
        label="New password"
        description="Twelve characters at least, of any kind."
        value={typed.next}
        onChange={(event) => setTyped({ ...typed, next: event.currentTarget.value })}
        autoComplete="new-password"
        minLength={12}
        maxLength={200}
        required
      />
      {error ? <RefusalNotice error={error} /> : null}
      {state === 'changed' ? (
        <p role="status">Changed. You are signed out everywhere else.</p>
      ) : null}
      <div className="act-buttons">
        <button type="submit" className="button" disabled={state === 'busy'}>
          Change it
        </button>
      </div>
    </form>
  );
}
