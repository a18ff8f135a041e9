import { Icon } from '../../../ui/icons.js';
import { Time } from '../../../ui/time.js';
import { meanwhileText } from '../refusal.js';
import { useThisDesk } from './desk-context.js';

/**
 * Tells that somebody else changed the reassessment. What was typed is kept either way until given up.
 * While a dialog decides, this stands in the dialog, where the reader is.
 */
export function Conflict() {
  const desk = useThisDesk();
  const { conflict, meanwhile, notice, waits, error } = desk;
  return (
    <div aria-live="assertive" className="told">
      {conflict ? (
        <div className="notice conflict">
          <p>
            <Icon name="alert" size={15} />{' '}
            {meanwhile ? (
              <>
                {meanwhileText(meanwhile)} at <Time at={meanwhile.at} />.
              </>
            ) : (
              'Somebody changed this reassessment.'
            )}{' '}
            What you typed is kept here and was not sent.
            {waits ? '' : ' A level has been determined, so it cannot be recorded any more.'}
          </p>
          <div className="act-buttons">
            <button type="button" className="button primary" onClick={desk.goOn}>
              Go on with the new version
            </button>
            <button type="button" className="button" onClick={desk.giveUp}>
              Give up what I typed
            </button>
          </div>
        </div>
      ) : notice ? (
        <p className="notice is-told">
          <Icon name="person" size={15} /> {meanwhileText(notice)} at <Time at={notice.at} />. You
          see the new version.{' '}
          <button type="button" className="as-link" onClick={desk.hush}>
            Understood
          </button>
        </p>
      ) : null}
      {error ? <p className="notice is-bad">{error}</p> : null}
    </div>
  );
}
