import { useState } from 'react';
import { Link } from 'wouter';
import type { PlacementCase } from '../../../../src/api/placement-case.js';
import { PLACEMENT_STATUSES } from '../../../../src/api/names.js';
import { levelTitle, shortId, words } from '../../format/labels.js';
import { calendarDay } from '../../format/time.js';
import { ApiError } from '../../live/api.js';
import { PlacementBadge } from '../../ui/badges.js';
import { Id } from '../../ui/copy.js';
import { PageHeader } from '../../ui/page.js';
import { Empty, Failure, Loading, Stale } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { WorkerControl, useWorker } from '../care/worker.js';
import { ActsSoFar } from './acts-so-far.js';
import { AskedPrograms } from './asked-programs.js';
import { OpenAccess } from '../privacy/open-access.js';
import { Candidates, Exclusions, type Choosing } from './candidates.js';
import { OfferDialog } from './offer-dialog.js';
import { PersonAnswerDialog } from './person-answer-dialog.js';
import { PlaceDialog, type PlaceDialogAct } from './place-dialog.js';
import { PlacementToolbar } from './placement-toolbar.js';
import { nameOf } from './program-names.js';
import { usePlacement, type PlacementDesk } from './use-placement.js';

/** A person's way to a place: what was found for them, who is asked, and what can be done. */
export function PlacementScreen({ id }: { readonly id: string }) {
  const desk = usePlacement(id);
  const { data, isPending, isError, error, dataUpdatedAt, refetch } = desk.placement;
  return (
    <>
      <PageHeader title={`Placement ${shortId(id)}`} lead={data ? <Lead shown={data} /> : null}>
        <WorkerControl />
        <OpenAccess placementId={id} />
      </PageHeader>
      {isError && data ? <Stale at={dataUpdatedAt} error={error} /> : null}
      {data ? (
        <Desk shown={data} desk={desk} />
      ) : isPending ? (
        <Loading what="the placement" />
      ) : error instanceof ApiError && error.status === 404 ? (
        <div className="panel">
          <Empty icon="search" title="There is no such placement">
            It is shown once the allocator has looked at it.
          </Empty>
        </div>
      ) : (
        <Failure error={error} again={() => void refetch()} />
      )}
    </>
  );
}

function Lead({ shown: { placement } }: { readonly shown: PlacementCase }) {
  return (
    <>
      {levelTitle(placement.level)}
      {placement.support === null ? '' : ', beside care,'} for{' '}
      <Link href={`/people/${placement.personId}`}>{shortId(placement.personId)}</Link>
    </>
  );
}

/** What is open, and which tracks are ticked. */
type Open = PlaceDialogAct | 'offers' | 'person-answer' | null;

function Desk({ shown, desk }: { readonly shown: PlacementCase; readonly desk: PlacementDesk }) {
  const { as } = useWorker();
  const [open, setOpen] = useState<Open>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { status } = shown.placement;
  const choosing: Choosing | null =
    status === 'waitlisted' || status === 'offered'
      ? {
          chosen,
          toggle: (key) =>
            setChosen((now) =>
              now.includes(key) ? now.filter((other) => other !== key) : [...now, key],
            ),
        }
      : null;
  const close = () => setOpen(null);
  return (
    <>
      <Standing shown={shown} />
      {desk.done ? (
        <p className="notice is-ok" role="status">
          {desk.done}
        </p>
      ) : null}
      <PlacementToolbar
        shown={shown}
        chosen={chosen.length}
        onAct={(act) => as(() => setOpen(act))}
      />
      <AskedPrograms shown={shown} desk={desk} />
      <Candidates shown={shown} choosing={choosing} />
      <Exclusions shown={shown} choosing={choosing} />
      <ActsSoFar acts={shown.placement.acts} />
      <OfferDialog
        tracks={open === 'offers' ? chosen : null}
        desk={desk}
        shown={shown}
        onClose={(offered) => {
          if (offered) setChosen([]);
          close();
        }}
      />
      <PersonAnswerDialog
        opened={open === 'person-answer'}
        desk={desk}
        shown={shown}
        onClose={close}
      />
      <PlaceDialog
        act={open === 'offers' || open === 'person-answer' ? null : open}
        desk={desk}
        shown={shown}
        onClose={close}
      />
    </>
  );
}

/** How it stands in a few lines. */
function Standing({ shown }: { readonly shown: PlacementCase }) {
  const { placement } = shown;
  const status = PLACEMENT_STATUSES.find((each) => each === placement.status);
  return (
    <p className="summary">
      {status ? <PlacementBadge status={status} /> : words(placement.status)}{' '}
      {placement.programId ? (
        <strong>
          {nameOf(shown, placement.programId)}, {placement.trackId}
        </strong>
      ) : null}
      {placement.startsOn ? <> from {calendarDay(placement.startsOn)}.</> : null}
      {placement.insteadOf ? (
        <> Instead of {levelTitle(placement.insteadOf)}, which no program gives now.</>
      ) : null}
      {placement.waitReason ? <> {words(placement.waitReason)}.</> : null}
      {placement.meanwhile ? (
        <>
          {' '}
          Meanwhile{' '}
          <Link href={`/placements/${placement.meanwhile.placementId}`}>
            {placement.meanwhile.programName ?? levelTitle(placement.meanwhile.level)}
          </Link>{' '}
          is tried.
        </>
      ) : null}
      {placement.endReason ? <> {words(placement.endReason)}.</> : null} Asked for{' '}
      <Time at={placement.requestedAt} ago />, class {placement.priorityClass}.
      {placement.arrivedAt || placement.attended ? ' The person has come.' : ''}
      {placement.heldSince ? (
        <>
          {' '}
          Kept since <Time at={placement.heldSince} />.
        </>
      ) : null}
      {placement.notStartedSince ? ' Nobody has come, and nobody knows why.' : ''}
      {placement.freeFrom ? ' The person lives in elsewhere meanwhile.' : ''}
      {placement.parkedUntil ? (
        <>
          {' '}
          The person wants no place before <Time at={placement.parkedUntil} />.
        </>
      ) : null}
      {placement.onlyPrograms ? (
        <> Only for {placement.onlyPrograms.map((each) => nameOf(shown, each)).join(', ')}.</>
      ) : null}
      {placement.personAgreedAt ? (
        <>
          {' '}
          The person said yes <Time at={placement.personAgreedAt} ago />.
        </>
      ) : null}
      {placement.askPersonBy ? (
        <>
          {' '}
          The person has to be asked by <Time at={placement.askPersonBy} />.
        </>
      ) : null}
      {placement.needsReview ? (
        <strong> To be looked at: {words(placement.needsReview)}.</strong>
      ) : null}{' '}
      <Link href={`/care/reassessments/${placement.causedBy.reassessmentId}`}>
        The reassessment
      </Link>
      , <Link href={`/messages/${placement.causedBy.messageId}`}>the message behind it</Link>.{' '}
      <Id value={placement.id} what="placement id" />
    </p>
  );
}
