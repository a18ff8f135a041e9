import type { JourneyItemAnswer } from '@handrail/contracts';
import type { Command } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';
import { renderMessage, renderTrace, type Trace } from './render.js';
import { Services } from './services.js';
import { findSubject } from './subject.js';

const usage = `Usage: handrail trace PERSON|MESSAGE [--json]

Prints the chain of what happened: message, events, reassessment, level of care with its reasons,
placement. An event stands under the one that caused it; times are UTC. A person's chain is a timeline,
a message's chain is a tree.

  PERSON      a person's id, or an identifier written SYSTEM|VALUE (quote it for the shell)
  MESSAGE     a message's id, or its control id (MSH-10, CloudEvents id); the newest of that id
  --json      the same as JSON

Exit code: 0 when found, 1 when there is no such person or message, 2 when called wrongly.`;

const options = { json: { type: 'boolean', default: false } } as const;

export const traceCommand: Command = {
  name: 'trace',
  summary: 'print what a message or a person went through, with causes and reasons',
  usage,
  async run(args, terminal, env) {
    const { values, positionals } = parseOptions(args, options);
    const [text, ...more] = positionals;
    if (text === undefined || more.length > 0)
      throw new UsageError('takes exactly one person or message');
    const services = new Services(env);
    const subject = await findSubject(text, services);
    if (!subject) {
      terminal.err('handrail trace: there is no such person or message');
      return 1;
    }
    const lines =
      subject.kind === 'message'
        ? await services.chainOf(subject.message.id)
        : await services.journeyOf(subject.personId);
    const trace = await withReasons(lines, services);
    if (values.json) {
      terminal.out(JSON.stringify({ subject, ...asPlain(trace) }, null, 2));
      return 0;
    }
    const heading =
      subject.kind === 'message' ? renderMessage(subject.message) : [`person ${subject.personId}`];
    for (const line of heading) terminal.out(line);
    if (subject.kind === 'message' && subject.others > 0)
      terminal.out(`  ${subject.others} older with this control id, name one by its id`);
    const layout = subject.kind === 'message' ? 'tree' : 'timeline';
    for (const line of renderTrace(trace, layout)) terminal.out(line);
    if (lines.length === 0) terminal.out('  nothing has followed from it');
    return 0;
  },
};

/** Reads the records the lines are about, each once. */
async function withReasons(
  lines: readonly JourneyItemAnswer[],
  services: Services,
): Promise<Trace> {
  const idsOf = (field: string) => [...new Set(lines.flatMap(({ about }) => about[field] ?? []))];
  const read = async <T>(
    ids: readonly string[],
    readById: (id: string) => Promise<T | undefined>,
  ) => {
    const found = new Map<string, T>();
    for (const id of ids) {
      const record = await readById(id);
      if (record) found.set(id, record);
    }
    return found;
  };
  return {
    lines,
    reassessments: await read(idsOf('reassessmentId'), (id) => services.reassessment(id)),
    placements: await read(idsOf('placementId'), (id) => services.placement(id)),
  };
}

const asPlain = ({ lines, reassessments, placements }: Trace) => ({
  lines,
  reassessments: [...reassessments.values()],
  placements: [...placements.values()],
});
