import { callService } from '../call-service.js';
import type { Command } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';

const usage = `Usage: handrail person erase PERSON --reason CODE --for-ever [--by NAME]

Erases a person at intake: destroys their data keys and everything they can be found by, and writes them into the
log of erasures, which every start applies to an older copy of the database. Nobody can take it back. What other
services know stays under an id that leads to nobody.

  PERSON         the pseudonymous id ("handrail trace" finds it)
  --reason CODE  person-asked, court-order, retention-over or recorded-in-error
  --for-ever     says that this is meant
  --by NAME      who does it, where no token says so

Exit code: 0 when they are erased, 1 when not, 2 when called wrongly.`;

interface ErasedAnswer {
  readonly erasedAt: string;
  readonly persons: readonly string[];
  readonly dataKeys: number;
}

export const personCommand: Command = {
  name: 'person',
  summary: 'erase a person for ever',
  usage,
  async run(args, terminal, env) {
    const { positionals, values } = parseOptions(args, {
      ...{ reason: { type: 'string' }, by: { type: 'string' } },
      'for-ever': { type: 'boolean', default: false },
    });
    const [action, person, ...more] = positionals;
    if (action !== 'erase' || person === undefined || more.length > 0)
      throw new UsageError('takes erase and one person');
    if (values.reason === undefined) throw new UsageError('needs --reason');
    if (!values['for-ever']) throw new UsageError('nobody can take this back: add --for-ever');
    const body = { reason: values.reason, ...(values.by ? { by: values.by } : {}) };
    const path = `/v1/persons/${encodeURIComponent(person)}/erase`;
    const erased = await callService<ErasedAnswer>(env, 'intake', path, body);
    terminal.out(`erased at ${erased.erasedAt}: ${erased.dataKeys} data keys destroyed`);
    for (const id of erased.persons) terminal.out(`  ${id}`);
    return 0;
  },
};
