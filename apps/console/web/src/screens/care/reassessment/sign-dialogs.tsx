import { NativeSelect, Textarea } from '@mantine/core';
import { LEVELS, OVERRIDE_REASONS, type OverrideReason } from '@handrail/domain';
import { useState } from 'react';
import type { DeterminationData } from '@handrail/contracts';
import { levelTitle, words } from '../../../format/labels.js';
import { ApiError } from '../../../live/api.js';
import { ActForm, ActModal } from '../act-modal.js';
import { DeterminationFacts, LevelLine } from '../determination.js';
import { useWorker } from '../worker.js';
import { Conflict } from './conflict.js';
import { useThisDesk } from './desk-context.js';
import { changesRecord, effective } from './typed.js';
import type { Desk } from './use-desk.js';

const USUAL_REASON: OverrideReason = 'clinical-judgement';
/** The usual reason comes first. */
const REASONS = [USUAL_REASON, ...OVERRIDE_REASONS.filter((reason) => reason !== USUAL_REASON)];

/** Records what was typed when that changes the record; returns what the policy says then. */
async function record(desk: Desk, by: string | undefined): Promise<string | null | undefined> {
  const { latest, typed } = desk;
  if (!changesRecord(typed)) return (latest.determination ?? latest.proposal)?.level;
  // Facts that nobody looked at again are not sent: they would pass for new ones.
  const body = { by, ratings: effective(latest, typed), context: typed.context };
  const after = await desk.act('ratings', body);
  desk.recorded();
  return (after.reassessment.determination ?? after.reassessment.proposal)?.level;
}

/** Nothing is decided over what somebody else did before whoever decides has seen it. */
const isInPeace = (desk: Desk): boolean => !desk.conflict && desk.notice === null;

export function SignDialog({
  opened,
  proposal,
  onClose,
}: {
  readonly opened: boolean;
  readonly proposal: DeterminationData | undefined;
  readonly onClose: () => void;
}) {
  const desk = useThisDesk();
  const { worker } = useWorker();
  const sign = async () => {
    const level = await record(desk, worker?.name);
    if (level !== proposal?.level)
      throw new ApiError(0, 'The policy now says something else', 'Close this and look again.');
    await desk.act('determine', { by: worker?.name, role: worker?.role });
  };
  return (
    <ActModal title="Sign" opened={opened} onClose={onClose}>
      <ActForm
        submit={`Sign ${proposal?.level ?? ''}`}
        ready={Boolean(proposal?.level) && desk.waits && isInPeace(desk)}
        onSubmit={sign}
        onDone={onClose}
      >
        <Conflict />
        <p>
          You sign as {worker?.name}, {worker?.role}. The level goes to placement at once.
        </p>
        {proposal ? (
          <>
            <LevelLine level={proposal.level} asam={proposal.asamLevel} />
            <DeterminationFacts of={proposal} />
          </>
        ) : null}
      </ActForm>
    </ActModal>
  );
}

export function OverrideDialog({
  opened,
  proposal,
  onClose,
}: {
  readonly opened: boolean;
  readonly proposal: DeterminationData | undefined;
  readonly onClose: () => void;
}) {
  const desk = useThisDesk();
  const { worker } = useWorker();
  const [level, setLevel] = useState('');
  const [reasonCode, setReasonCode] = useState<string>(USUAL_REASON);
  const [text, setText] = useState('');
  const decide = async () => {
    if (desk.waits) await record(desk, worker?.name);
    const body = { level, reasonCode, text: text.trim(), role: worker?.role, by: worker?.name };
    await desk.act('override', body);
  };
  const levels = LEVELS.filter((level) => level !== proposal?.level);
  return (
    <ActModal title="Decide otherwise" opened={opened} onClose={onClose}>
      <ActForm
        submit={level ? `Decide ${level}` : 'Decide'}
        ready={level !== '' && text.trim().length >= 3 && isInPeace(desk)}
        onSubmit={decide}
        onDone={onClose}
      >
        <Conflict />
        <dl className="both">
          <div>
            <dt>The policy says</dt>
            <dd>
              <LevelLine level={proposal?.level ?? null} />
            </dd>
          </div>
          <div>
            <dt>You decide</dt>
            <dd>
              {level ? <LevelLine level={level} /> : <span className="quiet">Choose below</span>}
            </dd>
          </div>
        </dl>
        <NativeSelect
          label="Level"
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value)}
          data={[
            { value: '', label: 'Choose a level' },
            ...levels.map((value) => ({ value, label: `${value} ${levelTitle(value)}` })),
          ]}
          data-autofocus
        />
        <NativeSelect
          label="Reason"
          value={reasonCode}
          onChange={(event) => setReasonCode(event.currentTarget.value)}
          data={REASONS.map((value) => ({ value, label: words(value) }))}
        />
        <Textarea
          label="In words"
          description="Stays in the assessment service, in no event. No names."
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={2_000}
          required
        />
        <p className="quiet">
          You decide as {worker?.name}, {worker?.role}. Both results are kept.
        </p>
      </ActForm>
    </ActModal>
  );
}
