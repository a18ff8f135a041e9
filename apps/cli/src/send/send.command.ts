import { authorizationOf } from '../authorization.js';
import { basename } from 'node:path';
import type { Command, ToolEnvironment, Terminal } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';
import type { Answer } from './answer.js';
import { becameHints, becameText, Dispositions, isHeldBack } from './disposition.js';
import { MllpClient } from './mllp-client.js';
import { readInput, type Input } from './read-input.js';
import { sendInput, type Routes } from './routes.js';

const usage = `Usage: handrail send FILE... [--mllp HOST:PORT | --http URL] [--strict] [--timeout SECONDS]

Sends what the files hold to intake and prints, a line for each, how it was acknowledged and what
became of it (applied, ignored, superseded, parked, rejected). Of what was parked or rejected the lines
below say what was wrong, and what would be accepted:
  HL7 v2 messages      one or many in a file, any line ends; by MLLP unless --http is given
  FHIR bundles         JSON, one or a list; by HTTP
  CloudEvents          JSON, one or a list (a list goes as a batch); by HTTP

  --mllp HOST:PORT     MLLP listener; default HANDRAIL_MLLP or 127.0.0.1:2575
  --http URL           intake's HTTP address, for HL7 v2 too; default HANDRAIL_INTAKE_URL or
                       http://127.0.0.1:3001. What became of messages is asked there in any case
  --strict             exit 1 also when something was refused, rejected or parked, or when it
                       cannot be known what became of it
  --timeout SECONDS    how long to wait for each answer, default 30

Exit code: 0 when everything was answered, 1 when something was not, 2 when called wrongly.`;

const options = {
  mllp: { type: 'string' },
  http: { type: 'string' },
  strict: { type: 'boolean', default: false },
  timeout: { type: 'string', default: '30' },
} as const;

interface Counts extends Record<Answer['outcome'], number> {
  /** How many became what; under `''` those of which it is not known. */
  readonly became: Map<string, number>;
  heldBack: number;
}

export const sendCommand: Command = {
  name: 'send',
  summary: 'send HL7 v2, FHIR or CloudEvents files to intake',
  usage,
  async run(args, terminal, env) {
    const { values, positionals: files } = parseOptions(args, options);
    if (files.length === 0) throw new UsageError('names no file');
    const routes = routesFrom(values, env);
    const counts: Counts = {
      ...{ accepted: 0, refused: 0, unanswered: 0 },
      ...{ became: new Map<string, number>(), heldBack: 0 },
    };
    const dispositions = new Dispositions(routes.intakeUrl, routes.headers);
    try {
      for (const file of files) await sendFile(file, routes, dispositions, terminal, counts);
    } finally {
      routes.mllp?.close();
    }
    terminal.out(summaryOf(counts));
    if (counts.became.size > 0) terminal.out(becameSummary(counts));
    const strictly = counts.refused > 0 || counts.heldBack > 0 || counts.became.has('');
    return counts.unanswered > 0 || (values.strict && strictly) ? 1 : 0;
  },
};

function routesFrom(
  values: { mllp?: string; http?: string; timeout: string },
  env: ToolEnvironment,
): Routes {
  if (values.mllp !== undefined && values.http !== undefined)
    throw new UsageError('takes --mllp or --http, not both');
  const seconds = Number(values.timeout);
  if (!(seconds > 0)) throw new UsageError('--timeout is a number of seconds above 0');
  const timeoutMs = seconds * 1000;
  const intakeUrl = values.http ?? env['HANDRAIL_INTAKE_URL'] ?? 'http://127.0.0.1:3001';
  if (!URL.canParse(intakeUrl) || !/^https?:$/.test(new URL(intakeUrl).protocol))
    throw new UsageError('the HTTP address is an address such as http://127.0.0.1:3001');
  const headers = authorizationOf(env);
  if (values.http !== undefined) return { intakeUrl, mllp: undefined, timeoutMs, headers };
  const [, host, port] =
    /^\[?([^\]]+?)\]?:(\d+)$/.exec(values.mllp ?? env['HANDRAIL_MLLP'] ?? '127.0.0.1:2575') ?? [];
  if (!host || !(Number(port) > 0 && Number(port) < 65_536))
    throw new UsageError('the MLLP address is HOST:PORT, such as 127.0.0.1:2575');
  const mllp = new MllpClient(host, Number(port), timeoutMs);
  return { intakeUrl, mllp, timeoutMs, headers };
}

const MARKS: Readonly<Record<Answer['outcome'], string>> = {
  accepted: 'ok  ',
  refused: 'no  ',
  unanswered: 'FAIL',
};

async function sendFile(
  file: string,
  routes: Routes,
  dispositions: Dispositions,
  terminal: Terminal,
  counts: Counts,
): Promise<void> {
  const print = (label: string, { outcome, text }: Answer, became = '') => {
    counts[outcome] += 1;
    const line = [`${MARKS[outcome]}  ${basename(file)}  ${label}  ${text}`, became];
    terminal.out(line.filter(Boolean).join('  '));
  };
  const input = await readInput(file).catch((error: NodeJS.ErrnoException): Input => ({
    kind: 'unknown',
    why: error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`,
  }));
  if (input.kind === 'unknown')
    return print('not sent', { outcome: 'unanswered', text: input.why });
  for await (const { label, answer, trail } of sendInput(input, routes)) {
    if (answer.outcome === 'unanswered') {
      print(label, answer);
      continue;
    }
    const became = await dispositions.of(trail);
    print(label, answer, becameText(became));
    for (const hint of becameHints(became)) terminal.out(`      ${hint}`);
    const end = became?.disposition ?? '';
    counts.became.set(end, (counts.became.get(end) ?? 0) + 1);
    if (became && isHeldBack(became)) counts.heldBack += 1;
  }
}

const summaryOf = ({ accepted, refused, unanswered }: Counts) =>
  `${accepted + refused + unanswered} sent: ${accepted} accepted, ${refused} refused, ${unanswered} without answer`;

const becameSummary = ({ became }: Counts) =>
  `became: ${[...became].map(([end, many]) => `${many} ${end || 'not known'}`).join(', ')}`;
