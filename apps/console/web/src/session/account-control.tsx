import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { Me } from '../../../src/api/session.js';
import { Icon } from '../ui/icons.js';
import { RefusalNotice } from '../ui/refusal-notice.js';
import { post } from '../live/api.js';
import { ChangePassword } from './change-password.js';
import { useMe } from './use-me.js';

/** Says who is signed in, and opens what they may do and the way out. */
export function AccountControl() {
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!me) return null;
  const name = me.kind === 'local' ? 'This machine' : me.actor;
  return (
    <>
      <button
        type="button"
        className="button quiet"
        aria-label={`${name}: who am I, and what may I`}
        onClick={() => setOpen(true)}
      >
        <Icon name="person" />
        <span className="control-word">{name}</span>
      </button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title="Who am I, and what may I"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Account me={me} />
      </Modal>
    </>
  );
}

function Account({ me }: { readonly me: Me }) {
  const roles = me.roles.length > 0 ? me.roles.join(', ') : 'none';
  return (
    <div className="act-form">
      <p>
        {me.kind === 'local'
          ? 'Nobody is signed in: this console answers whoever sits at this machine, and acts say themselves by whom they are done.'
          : `You are signed in as ${me.actor}. Everything you do and whom you look at is kept under this name.`}
      </p>
      <dl className="facts">
        <dt>Roles</dt>
        <dd>{me.kind === 'local' ? 'all' : roles}</dd>
        <dt>Organisation</dt>
        <dd>{me.organisation ?? 'none'}</dd>
      </dl>
      <h3>You may</h3>
      <ul>
        {me.may.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {me.kind === 'person' && me.hasPasswordHere ? <ChangePassword /> : null}
      {me.kind === 'person' ? <WayOut /> : null}
      {me.kind === 'local' && me.canSignIn ? (
        <div className="act-buttons">
          <a className="button primary" href="/v1/session/sign-in">
            Sign in
          </a>
        </div>
      ) : null}
    </div>
  );
}

function WayOut() {
  const [error, setError] = useState<unknown>(null);
  const leave = async (everywhere: boolean) => {
    try {
      await post('/v1/session/sign-out', { everywhere });
      window.location.assign('/sign-in');
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <>
      {error ? <RefusalNotice error={error} /> : null}
      <div className="act-buttons">
        <button type="button" className="button" onClick={() => void leave(true)}>
          Sign out everywhere
        </button>
        <button type="button" className="button primary" onClick={() => void leave(false)}>
          Sign out
        </button>
      </div>
    </>
  );
}
