import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeterminationData } from '@handrail/contracts';
import { ApiError, post } from '../../../live/api.js';
import { Panel } from '../../../ui/page.js';
import { DeterminationFacts, LevelLine, Trace } from '../determination.js';
import { SAMPLE_CASE, readCase } from './case-text.js';

/** One pasted case: which rows fire, and why; with two versions picked, beside each other. */
export function CaseSimulator({
  version,
  against,
}: {
  readonly version: string;
  readonly against: string | null;
}) {
  const [text, setText] = useState(SAMPLE_CASE);
  const read = readCase(text);
  const versions = against && against !== version ? [version, against] : [version];
  const run = useMutation({
    mutationFn: (value: object) =>
      Promise.all(
        versions.map((version) =>
          post<DeterminationData>(
            `/v1/console/care/policies/${encodeURIComponent(version)}/evaluate`,
            value,
          ),
        ),
      ),
  });
  return (
    <Panel title="Try a case" id="case-title">
      <form
        className="case-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (read.ok) run.mutate(read.value);
        }}
      >
        <Textarea
          label="The case, as JSON"
          description="Ratings 0 to 4 or “unknown”; everything else may be left out."
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={read.ok ? undefined : read.why}
          autosize
          minRows={6}
          spellCheck={false}
          className="code-field"
        />
        <div>
          <button type="submit" className="button primary" disabled={!read.ok || run.isPending}>
            {run.isPending ? 'Asking…' : `Ask ${versions.join(' and ')}`}
          </button>
        </div>
      </form>
      {run.isError ? (
        <p className="notice is-bad" role="alert">
          {run.error instanceof ApiError ? errorText(run.error) : 'It did not work.'}
        </p>
      ) : null}
      <div className={versions.length > 1 ? 'cases' : undefined} aria-live="polite">
        {run.data?.map((answer) => (
          <section key={answer.policyVersion} aria-label={`Version ${answer.policyVersion}`}>
            <h3 className="section-title">Version {answer.policyVersion} says</h3>
            <LevelLine level={answer.level} asam={answer.asamLevel} />
            <DeterminationFacts of={answer} />
            <Trace steps={answer.trace} />
          </section>
        ))}
      </div>
    </Panel>
  );
}

/** Every field at fault, with what would be accepted. */
function errorText(error: ApiError): string {
  const fields = error.more['errors'];
  const problems = (Array.isArray(fields) ? (fields as Record<string, unknown>[]) : []).map(
    (field) => `${String(field['path'])} ${String(field['reason'])}: ${String(field['accepted'])}`,
  );
  return [`${error.title}.`, ...problems].join(' ');
}
