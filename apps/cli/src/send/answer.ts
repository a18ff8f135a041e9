/** What became of one message or event that was sent. */
export interface Answer {
  /** `accepted`: taken. `refused`: answered, but not taken. `unanswered`: nothing took it at all. */
  readonly outcome: 'accepted' | 'refused' | 'unanswered';
  /** For one line on the screen. */
  readonly text: string;
  /** Intake's id of the message, where the answer tells it. */
  readonly messageId?: string;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Reads an HL7 acknowledgement: MSA-1 says whether it was taken, ERR or MSA-3 why not. */
export function readAcknowledgement(ack: string): Answer {
  const segments = ack.split(/\r\n|\r|\n/);
  const separator = ack[3] ?? '|';
  const msa = segments.find((s) => s.startsWith('MSA'))?.split(separator);
  const code = msa?.[1];
  if (!code) return { outcome: 'unanswered', text: 'the answer is no HL7 acknowledgement' };
  const reasons = segments
    .filter((s) => s.startsWith('ERR'))
    .map((s) => s.split(separator))
    .map((err) => err[8] || err[7] || err.slice(1).filter(Boolean).join(' '));
  const why = [msa[3], ...reasons].filter(Boolean).join('; ');
  const accepted = code === 'AA' || code === 'CA';
  return { outcome: accepted ? 'accepted' : 'refused', text: oneLine(`${code} ${why}`) };
}

interface ProblemLike {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: ReadonlyArray<{
    readonly path?: string;
    readonly reason?: string;
    readonly accepted?: string;
  }>;
}

/** An error body in one line: its title and every field at fault. */
export function readProblem(status: number, body: unknown): Answer {
  const { title, detail, errors = [] } = (body ?? {}) as ProblemLike;
  const fields = errors.map(({ path, reason, accepted }) =>
    [`${path ?? ''} ${reason ?? ''}`.trim(), accepted && `accepted would be: ${accepted}`]
      .filter(Boolean)
      .join('; '),
  );
  const text = oneLine([`HTTP ${status}`, title ?? '', detail ?? '', ...fields].join(' '));
  return { outcome: isRefusal(status) ? 'refused' : 'unanswered', text };
}

/** The other side understood and said no; anything else is a failure of the way there. */
const isRefusal = (status: number) =>
  status >= 400 && status < 500 && ![404, 405, 408, 429].includes(status);

interface OutcomeLike {
  readonly issue?: ReadonlyArray<{
    readonly severity?: string;
    readonly diagnostics?: string;
    readonly details?: { readonly text?: string };
    readonly expression?: readonly string[];
  }>;
}

/** A FHIR OperationOutcome in one line. */
export function readOperationOutcome(status: number, body: unknown): Answer {
  const { issue } = (body ?? {}) as OutcomeLike;
  if (!issue) return readProblem(status, body);
  const issues = issue.map(({ severity, diagnostics, details, expression }) =>
    [severity, diagnostics ?? details?.text, expression?.join(' ')].filter(Boolean).join(' '),
  );
  const text = oneLine(`HTTP ${status} ${issues.join('; ')}`);
  if (status >= 200 && status < 300) return { outcome: 'accepted', text };
  return { outcome: isRefusal(status) ? 'refused' : 'unanswered', text };
}

interface ResultLike {
  readonly status?: string;
  readonly messageId?: string;
  readonly reason?: string;
}

/** The answer to one CloudEvent out of the results of a request. */
export function readResult({ status = 'no status', messageId, reason }: ResultLike): Answer {
  const text = [status, reason, messageId && `message ${messageId}`].filter(Boolean).join(' ');
  const outcome = status === 'rejected' ? 'refused' : 'accepted';
  return { outcome, text, ...(messageId ? { messageId } : {}) };
}
