import { Textarea } from '@mantine/core';
import { Link } from 'wouter';
import type { ImportReport } from '../../../../../src/api/capacity.js';
import { words } from '../../../format/labels.js';
import { Badge } from '../../../ui/badges.js';
import { PageHeader, Panel } from '../../../ui/page.js';
import { RefusalNotice } from '../../../ui/refusal-notice.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { changesSomething, problemsOf, summaryOf, valueWords } from './import-words.js';
import { ProblemsTable } from './problems-table.js';
import { useImport } from './use-import.js';

/** Takes a directory of programs in: what it would change is shown before anything is changed. */
export function ImportScreen() {
  const { text, shown, done, busy, error, ...acts } = useImport();
  const problems = problemsOf(error);
  return (
    <>
      <PageHeader
        title="Import programs"
        lead="Adds and changes programs. What the file does not list stays as it is, and nobody loses a place."
      >
        <Link href="/care/capacity" className="button">
          Back to the board
        </Link>
        <a href="/v1/console/care/programs/export" className="button" download>
          Download what is known
        </a>
      </PageHeader>
      <form
        className="panel panel-body act-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '' && !busy) void acts.look();
        }}
      >
        <label className="file-choice">
          <span>A file</span>
          <input
            type="file"
            accept=".csv,.json,text/csv,application/json"
            onChange={(event) => {
              void event.currentTarget.files?.[0]?.text().then(acts.write);
            }}
          />
        </label>
        <Textarea
          label="Its text"
          description="Comma-separated values as the download has them, or a FHIR R4 Bundle of Locations and HealthcareServices."
          value={text}
          onChange={(event) => acts.write(event.currentTarget.value)}
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
        />
        {problems.length === 0 ? <RefusalNotice error={error} /> : null}
        <div className="act-buttons">
          <button
            type="submit"
            className={shown ? 'button' : 'button primary'}
            disabled={text.trim() === '' || busy}
          >
            {busy ? 'Working…' : 'Show what would change'}
          </button>
        </div>
      </form>
      {problems.length > 0 ? <ProblemsTable problems={problems} /> : null}
      {shown ? <Preview report={shown} busy={busy} onApply={() => void acts.apply()} /> : null}
      <div role="status">
        {done ? (
          <p className="notice">
            {done.text}{' '}
            {done.undo !== null ? (
              <button
                type="button"
                className="button small"
                disabled={busy}
                onClick={() => void acts.takeBack(done.undo!)}
              >
                Show what takes it back
              </button>
            ) : null}
          </p>
        ) : null}
      </div>
    </>
  );
}

function Preview({
  report,
  busy,
  onApply,
}: {
  readonly report: ImportReport;
  readonly busy: boolean;
  readonly onApply: () => void;
}) {
  const changes = report.programs.filter(({ kind }) => kind !== 'same');
  return (
    <Panel
      title="What would change"
      id="import-changes"
      flush
      aside={
        <button
          type="button"
          className="button primary"
          disabled={busy || !changesSomething(report)}
          onClick={onApply}
        >
          Do it
        </button>
      }
    >
      <p className="panel-note" role="status">
        {summaryOf(report)}.
      </p>
      {changes.length > 0 ? (
        <Table caption="Programs that would be added or changed">
          <thead>
            <tr>
              <Th>Program</Th>
              <Th>What</Th>
              <Th>Is now</Th>
              <Th>Would be</Th>
            </tr>
          </thead>
          <tbody>
            {changes.map((program) => (
              <Rows key={program.programId} program={program} />
            ))}
          </tbody>
        </Table>
      ) : null}
    </Panel>
  );
}

function Rows({ program }: { readonly program: ImportReport['programs'][number] }) {
  const { programId, kind, fields } = program;
  if (kind === 'added')
    return (
      <tr data-import={programId}>
        <th scope="row">{programId}</th>
        <td>
          <Badge tone="ok" icon="check-circle">
            Added
          </Badge>
        </td>
        <td>
          <None>Not known yet</None>
        </td>
        <td>A new program</td>
      </tr>
    );
  return fields.map(({ field, before, after }) => (
    <tr key={field} data-import={programId}>
      <th scope="row">{programId}</th>
      <td>{words(field)}</td>
      <td>{valueWords(before)}</td>
      <td>
        <strong>{valueWords(after)}</strong>
      </td>
    </tr>
  ));
}
