import { CopyButton } from '../../ui/copy.js';
import { NextButton } from '../../ui/next-button.js';

/** The one time a secret is shown. */
export function SecretNote({
  secret,
  onClose,
}: {
  readonly secret: string;
  readonly onClose: () => void;
}) {
  return (
    <>
      <p>
        Give this secret to the receiver. It is shown once: whoever loses it is given a new one.
      </p>
      <p className="link-address" data-secret>
        {secret}
      </p>
      <div className="act-buttons">
        <CopyButton text={secret} icon="copy">
          Copy the secret
        </CopyButton>
        <NextButton onClick={onClose}>It is noted</NextButton>
      </div>
    </>
  );
}
