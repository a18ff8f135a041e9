import { words } from '../../../format/labels.js';
import { Badge } from '../../../ui/badges.js';
import { Icon } from '../../../ui/icons.js';
import { Time } from '../../../ui/time.js';
import { Flags } from '../flags.js';
import { StageAge } from '../work-badges.js';
import { useThisDesk } from './desk-context.js';
import type { Acts } from './use-acts.js';
import type { Desk } from './use-desk.js';

/** What happened, when and where, and what makes it riskier. */
export function WhyNow() {
  const { latest, events } = useThisDesk();
  const facility = events.find((event) => event.id === latest.trigger.eventId)?.facility;
  return (
    <span className="why-now">
      {latest.whyNow ?? words(latest.trigger.kind)} <Time at={latest.trigger.occurredAt} />
      {facility ? ` at ${facility}` : ''}
      <Flags flags={latest.flags ?? []} />
    </span>
  );
}

/** State of the work and what can be done, always in view. */
export function Toolbar({ acts, level }: { readonly acts: Acts; readonly level: string | null }) {
  const desk = useThisDesk();
  const { latest, waits } = desk;
  return (
    <div className="toolbar">
      <p className="toolbar-state">
        <Holder desk={desk} />
        <span className="quiet">
          {latest.stage ? words(latest.stage) : words(latest.status)}{' '}
          {latest.stageSince ? <StageAge since={latest.stageSince} /> : null}
        </span>
        {waits ? <DueLine dueAt={latest.dueAt} overdue={latest.overdueSince !== null} /> : null}
        <Saved desk={desk} />
      </p>
      <div className="toolbar-acts">
        {waits ? (
          <>
            <button
              type="button"
              className={acts.claim.can ? 'button primary' : 'button'}
              disabled={!acts.claim.can}
              onClick={acts.claim.run}
            >
              Claim
            </button>
            <button
              type="button"
              className={acts.sign.can && level ? 'button primary' : 'button'}
              disabled={!acts.sign.can || level === null}
              onClick={acts.sign.run}
            >
              {level ? `Sign ${level}` : 'Sign'}
            </button>
          </>
        ) : null}
        <button
          type="button"
          className="button"
          disabled={!acts.override.can}
          onClick={acts.override.run}
        >
          Decide otherwise
        </button>
        {waits ? <Aside acts={acts} /> : null}
      </div>
    </div>
  );
}

function Aside({ acts }: { readonly acts: Acts }) {
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={!acts.request.can}
        onClick={acts.request.run}
      >
        Request information
      </button>
      <button
        type="button"
        className="button"
        disabled={!acts.snooze.can}
        onClick={acts.snooze.run}
      >
        Snooze
      </button>
      <button
        type="button"
        className="button"
        disabled={!acts.handOff.can}
        onClick={acts.handOff.run}
      >
        Hand off
      </button>
    </>
  );
}

function Holder({ desk }: { readonly desk: Desk }) {
  const { latest, mine, waits } = desk;
  if (!waits)
    return (
      <Badge
        tone={latest.withdrawn ? 'quiet' : 'ok'}
        icon={latest.withdrawn ? 'undo' : 'check-circle'}
      >
        {latest.withdrawn ? 'Withdrawn' : `Decided by ${latest.decidedBy ?? 'the policy'}`}
      </Badge>
    );
  if (latest.claimedBy === null)
    return (
      <Badge tone="violet" icon="person">
        Nobody has claimed it
      </Badge>
    );
  return (
    <Badge tone={mine ? 'ok' : 'warn'} icon={mine ? 'person' : 'lock'}>
      {mine ? 'Yours' : `Held by ${latest.claimedBy}`}
    </Badge>
  );
}

function DueLine({ dueAt, overdue }: { readonly dueAt: string | null; readonly overdue: boolean }) {
  if (!dueAt) return <span className="quiet">No deadline</span>;
  return (
    <span className={overdue ? 'text-bad' : undefined}>
      {overdue ? 'Overdue, was due ' : 'Due '}
      <Time at={dueAt} ago />
    </span>
  );
}

/** Where what was typed is kept at this moment. */
function Saved({ desk }: { readonly desk: Desk }) {
  if (!desk.waits) return null;
  const text = desk.dirty
    ? desk.mine
      ? desk.busy === 'draft'
        ? 'Saving the draft…'
        : 'Not saved yet'
      : 'Kept in this tab until you claim it'
    : desk.saved
      ? 'Draft saved'
      : null;
  if (!text) return null;
  return (
    <span className="quiet" role="status">
      {desk.dirty ? null : <Icon name="check" size={13} />} {text}
    </span>
  );
}
