import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { KnownProgram } from '../../../../../src/api/capacity.js';
import { ApiError, post, put } from '../../../live/api.js';
import { PageHeader } from '../../../ui/page.js';
import { RefusalNotice } from '../../../ui/refusal-notice.js';
import { Failure, Loading } from '../../../ui/states.js';
import { NEW_PROGRAM, settingsOf, typedOf, type TypedProgram } from './program-form.js';
import { ProgramFields } from './program-fields.js';
import { CAPACITY_PATH } from './use-capacity-acts.js';
import { programPath, useProgram } from './use-program.js';

/** Adds a program to the directory. */
export function NewProgramScreen() {
  return (
    <Editor
      title="Add a program"
      start={NEW_PROGRAM}
      isNew
      save={(typed) => post<KnownProgram>('/v1/console/care/programs', settingsOf(typed))}
    />
  );
}

/** Changes a program of the directory. */
export function ProgramScreen({ id }: { readonly id: string }) {
  const program = useProgram(id);
  if (program.isPending || program.isFetching) return <Loading what="the program" />;
  if (program.isError)
    return <Failure error={program.error} again={() => void program.refetch()} />;
  const { version } = program.data;
  return (
    <Editor
      key={version}
      title={program.data.name}
      start={typedOf(program.data)}
      save={(typed) => put<KnownProgram>(programPath(id), settingsOf(typed), version)}
    />
  );
}

function Editor({
  title,
  start,
  save,
  isNew = false,
}: {
  readonly title: string;
  readonly start: TypedProgram;
  readonly save: (typed: TypedProgram) => Promise<KnownProgram>;
  readonly isNew?: boolean;
}) {
  const [typed, setTyped] = useState(start);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const saved = await save(typed);
      client.removeQueries({ queryKey: ['program', saved.id] });
      void client.invalidateQueries({ queryKey: ['list', CAPACITY_PATH] });
      navigate(`/care/capacity?track=${encodeURIComponent(`${saved.id}/${saved.tracks[0]?.id}`)}`);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <>
      <PageHeader
        title={title}
        lead="Who waits is looked at again when what a program offers changes."
      >
        <Link href="/care/capacity" className="button">
          Back to the board
        </Link>
      </PageHeader>
      <form
        className="panel panel-body program-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void run();
        }}
      >
        <ProgramFields typed={typed} onChange={setTyped} isNew={isNew} />
        <RefusalNotice error={error} />
        <FieldProblems error={error} />
        <div className="act-buttons">
          <button type="submit" className="button primary" disabled={busy}>
            {busy ? 'Working…' : isNew ? 'Add the program' : 'Save the program'}
          </button>
        </div>
      </form>
    </>
  );
}

interface FieldProblem {
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
}

/** Which fields were at fault, and what would be accepted. */
function FieldProblems({ error }: { readonly error: unknown }) {
  const problems = error instanceof ApiError ? (error.more['errors'] as FieldProblem[]) : undefined;
  if (!Array.isArray(problems) || problems.length === 0) return null;
  return (
    <ul className="plain-list text-bad">
      {problems.map(({ path, reason, accepted }) => (
        <li key={`${path} ${reason}`}>
          {path.slice(1).replaceAll('/', ' ')} {reason}: {accepted}
        </li>
      ))}
    </ul>
  );
}
