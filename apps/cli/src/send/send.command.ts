import { basename } from 'node:path';
import type { Command, Environment, Terminal } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';
import type { Answer } from './answer.js';
import { MllpClient } from './mllp-client.js';
import { readInput, type Input } from './read-input.js';
import { sendInput, type Routes } from './routes.js';

const usage = `Usage: handrail send FILE... [--mllp HOST:PORT | --http URL] [--strict] [--timeout SECONDS]

Sends what the files hold to intake and prints every acknowledgement on one line:
  HL7 v2 messages      one or many in a file, any line ends; by MLLP unless --http is given
  FHIR bundles         JSON, one or a list; by HTTP
  CloudEvents          JSON, one or a list (a list goes as a batch); by HTTP

  --mllp HOST:PORT     MLLP listener; default HANDRAIL_MLLP or 127.0.0.1:2575
  --http URL           intake's HTTP address, for HL7 v2 too; default HANDRAIL_INTAKE_URL or
                       http://127.0.0.1:3001
  --strict             exit 1 also when something was answered but refused
  --timeout SECONDS    how long to wait for each answer, default 30

Exit code: 0 when everything was answered, 1 when something was not, 2 when called wrongly.`;

const options = {
  mllp: { type: 'string' },
  http: { type: 'string' },
  strict: { type: 'boolean', default: false },
  timeout: { type: 'string', default: '30' },
} as const;

type Counts = Record<Answer['outcome'], number>;

export const sendCommand: Command = {
  name: 'send',
  summary: 'send HL7 v2, FHIR or CloudEvents files to intake',
  usage,
  async run(args, terminal, env) {
    const { values, positionals: files } = parseOptions(args, options);
    if (files.length === 0) throw new UsageError('names no file');
    const routes = routesFrom(values, env);
    const counts: Counts = { accepted: 0, refused: 0, unanswered: 0 };
    try {
      for (const file of files) await sendFile(file, routes, terminal, counts);
    } finally {
      routes.mllp?.close();
    }
    terminal.out(summaryOf(counts));
    return counts.unanswered > 0 || (values.strict && counts.refused > 0) ? 1 : 0;
  },
};

function routesFrom(
  values: { mllp?: string; http?: string; timeout: string },
  env: Environment,
): Routes {
  if (values.mllp !== undefined && values.http !== undefined)
    throw new UsageError('takes --mllp or --http, not both');
  const seconds = Number(values.timeout);
  if (!(seconds > 0)) throw new UsageError('--timeout is a number of seconds above 0');
  const timeoutMs = seconds * 1000;
  const intakeUrl = values.http ?? env['HANDRAIL_INTAKE_URL'] ?? 'http://127.0.0.1:3001';
  if (!URL.canParse(intakeUrl) || !/^https?:$/.test(new URL(intakeUrl).protocol))
    throw new UsageError('the HTTP address is an address such as http://127.0.0.1:3001');
  if (values.http !== undefined) return { intakeUrl, mllp: undefined, timeoutMs };
  const [, host, port] =
    /^\[?([^\]]+?)\]?:(\d+)$/.exec(values.mllp ?? env['HANDRAIL_MLLP'] ?? '127.0.0.1:2575') ?? [];
  if (!host || !(Number(port) > 0 && Number(port) < 65_536))
    throw new UsageError('the MLLP address is HOST:PORT, such as 127.0.0.1:2575');
  return { intakeUrl, mllp: new MllpClient(host, Number(port), timeoutMs), timeoutMs };
}

const MARKS: Readonly<Record<Answer['outcome'], string>> = {
  accepted: 'ok  ',
  refused: 'no  ',
  unanswered: 'FAIL',
};

async function sendFile(
  file: string,
  routes: Routes,
  terminal: Terminal,
  counts: Counts,
): Promise<void> {
  const tell = (label: string, { outcome, text }: Answer) => {
    counts[outcome] += 1;
    terminal.out(`${MARKS[outcome]}  ${basename(file)}  ${label}  ${text}`);
  };
  const input = await readInput(file).catch((error: NodeJS.ErrnoException): Input => ({
    kind: 'unknown',
    why: error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`,
  }));
  if (input.kind === 'unknown') return tell('not sent', { outcome: 'unanswered', text: input.why });
  for await (const { label, answer } of sendInput(input, routes)) tell(label, answer);
}

const summaryOf = ({ accepted, refused, unanswered }: Counts) =>
  `${accepted + refused + unanswered} sent: ${accepted} accepted, ${refused} refused, ${unanswered} without answer`;
