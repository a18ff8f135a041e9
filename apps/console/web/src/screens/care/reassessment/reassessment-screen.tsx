import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ReassessmentWithEvents } from '../../../../../src/api/care.js';
import { shortId } from '../../../format/labels.js';
import { api } from '../../../live/api.js';
import { newestBy } from '../../../live/newest.js';
import { useRereadOn } from '../../../live/queries.js';
import { useCarePushes } from '../../../live/stream.js';
import { PageHeader } from '../../../ui/page.js';
import { Failure, Loading, Stale } from '../../../ui/states.js';
import { HandOffDialog, RequestDialog, SnoozeDialog } from '../work-dialogs.js';
import { WorkerControl } from '../worker.js';
import { Circumstances } from './circumstances.js';
import { Conflict } from './conflict.js';
import { DeskContext } from './desk-context.js';
import { Dimensions } from './dimensions.js';
import { History } from './history.js';
import { Proposal, usePreview } from './proposal.js';
import { Outreach } from './outreach.js';
import { OverrideDialog, SignDialog } from './sign-dialogs.js';
import { Toolbar, WhyNow } from './toolbar.js';
import { changesRecord } from './typed.js';
import { useActs, type OpenDialog } from './use-acts.js';
import { reassessmentKey, useDesk } from './use-desk.js';

/** Acts at another console are not pushed to this one: it is read again so often. */
const REREAD_MS = 15_000;

/** One reassessment on one page: why, the six dimensions with their evidence, the level and why. */
export function ReassessmentScreen({ id }: { readonly id: string }) {
  const client = useQueryClient();
  const key = reassessmentKey(id);
  const reassessment = useQuery({
    queryKey: key,
    queryFn: () =>
      api<ReassessmentWithEvents>(`/v1/console/care/reassessments/${encodeURIComponent(id)}`),
    refetchInterval: REREAD_MS,
    retry: false,
    structuralSharing: newestBy<ReassessmentWithEvents>(({ reassessment: { version } }) => version),
  });
  const person = reassessment.data?.reassessment.personId;
  useRereadOn(key, (row) => row.personId !== null && row.personId === person);
  useCarePushes((push) => {
    if (push.id === id && push.version > (reassessment.data?.reassessment.version ?? 0))
      void client.invalidateQueries({ queryKey: key });
  });
  if (reassessment.data)
    return (
      <>
        {reassessment.isError ? (
          <Stale at={reassessment.dataUpdatedAt} error={reassessment.error} />
        ) : null}
        <DeskOf answer={reassessment.data} />
      </>
    );
  return (
    <>
      <PageHeader title="Reassessment" />
      {reassessment.isError ? (
        <Failure error={reassessment.error} again={() => void reassessment.refetch()} />
      ) : (
        <Loading what="the reassessment" />
      )}
    </>
  );
}

function DeskOf({ answer }: { readonly answer: ReassessmentWithEvents }) {
  const desk = useDesk(answer);
  const preview = usePreview(desk);
  const [opened, setOpened] = useState<OpenDialog>(null);
  const open = (what: OpenDialog) => {
    // What was told until now has been seen: in a dialog only what happens from then on is told.
    desk.hush();
    setOpened(what);
  };
  const { latest } = desk;
  const onRecord = latest.determination ?? latest.proposal;
  const proposal = desk.waits && changesRecord(desk.typed) ? preview.data : onRecord;
  const acts = useActs(desk, open);
  const close = () => setOpened(null);
  const isDeciding = opened === 'sign' || opened === 'override';
  const target = (of: OpenDialog) => (opened === of ? latest : null);
  return (
    <DeskContext value={desk}>
      <PageHeader title={`Reassessment of ${shortId(latest.personId)}`} lead={<WhyNow />}>
        <WorkerControl />
        <Link href={`/people/${latest.personId}`} className="button">
          Journey
        </Link>
      </PageHeader>
      <div className="desk-top">
        {isDeciding ? null : <Conflict />}
        <Toolbar acts={acts} level={proposal?.level ?? null} />
      </div>
      <div className="desk">
        <div>
          <Dimensions />
          <Circumstances />
        </div>
        <div>
          <Outreach />
          <Proposal preview={preview} />
          <History />
        </div>
      </div>
      <SignDialog opened={opened === 'sign'} proposal={proposal} onClose={close} />
      <OverrideDialog opened={opened === 'override'} proposal={proposal} onClose={close} />
      <SnoozeDialog target={target('snooze')} onClose={close} onDone={() => undefined} />
      <HandOffDialog target={target('hand-off')} onClose={close} onDone={() => undefined} />
      <RequestDialog target={target('request')} onClose={close} onDone={() => undefined} />
    </DeskContext>
  );
}
