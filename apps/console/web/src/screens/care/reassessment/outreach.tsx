import { plural, words } from '../../../format/labels.js';
import { Panel } from '../../../ui/page.js';
import { Time } from '../../../ui/time.js';
import { useWorker } from '../worker.js';
import { useThisDesk } from './desk-context.js';

/** Reaching a person who left: by when, what was tried, and one more attempt. */
export function Outreach() {
  const desk = useThisDesk();
  const { as } = useWorker();
  const { outreach } = desk.latest;
  if (!outreach) return null;
  const tried = (outcome: 'reached' | 'not-reached') =>
    as(({ name }) => void desk.tryAct('outreach', { by: name, outcome }));
  const can = desk.waits && !desk.conflict && desk.busy === null && outreach.doneAt === null;
  const last = outreach.attempts.at(-1);
  return (
    <Panel title="Reach the person" id="outreach-title">
      <p>
        {outreach.doneAt ? (
          <>
            Reached <Time at={outreach.doneAt} ago />.
          </>
        ) : (
          <>
            By <Time at={outreach.dueAt} />, <Time at={outreach.dueAt} ago />.
          </>
        )}{' '}
        {outreach.overdoseRisk ? <strong className="text-bad">Overdose risk.</strong> : null}
      </p>
      <p className="quiet">
        {plural(outreach.attempts.length, 'attempt')}
        {last ? (
          <>
            , the last by {last.by} <Time at={last.at} ago />: {words(last.outcome).toLowerCase()}
          </>
        ) : null}
      </p>
      <div className="toolbar-acts">
        <button type="button" className="button" disabled={!can} onClick={() => tried('reached')}>
          Reached
        </button>
        <button
          type="button"
          className="button"
          disabled={!can}
          onClick={() => tried('not-reached')}
        >
          Not reached
        </button>
      </div>
    </Panel>
  );
}
