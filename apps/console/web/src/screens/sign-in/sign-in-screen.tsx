import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../live/api.js';
import { PageHeader } from '../../ui/page.js';
import { RefusalNotice } from '../../ui/refusal-notice.js';
import { useUrlState } from '../../url/url-state.js';

/** Where the issuer of this machine asks who somebody is; without its question, the way to it. */
export function SignInScreen() {
  const [url] = useUrlState();
  const question = url['question'];
  return (
    <main className="lone-page" id="main">
      <PageHeader title="Sign in" />
      {question ? <AccountForm question={question} /> : <Begin />}
    </main>
  );
}

function Begin() {
  return (
    <>
      <p>You are signed out. What you do in Handrail is kept under the name you sign in with.</p>
      <div className="act-buttons">
        <a className="button primary" href="/v1/session/sign-in">
          Sign in
        </a>
      </div>
    </>
  );
}

function AccountForm({ question }: { readonly question: string }) {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const answer = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = `/v1/session/questions/${encodeURIComponent(question)}`;
      const { goTo } = await post<{ goTo: string }>(path, { account: account.trim(), password });
      window.location.assign(goTo);
    } catch (refused) {
      setError(refused);
      setPassword('');
      setBusy(false);
    }
  };
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void answer();
      }}
    >
      <TextInput
        label="Account"
        description="On this machine the accounts and their passwords are in accounts.txt in the data folder."
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
        autoComplete="username"
        maxLength={100}
        required
      />
      <PasswordInput
        label="Password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        maxLength={200}
        required
      />
      {error ? <RefusalNotice error={error} /> : null}
      <div className="act-buttons">
        <button type="submit" className="button primary" disabled={isBusy}>
          Sign in
        </button>
      </div>
    </form>
  );
}
