import { join } from 'node:path';
import type { Command } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { runBuiltTool } from '../service-tool.js';
import { UsageError } from '../usage-error.js';

const TOOL = join('libs', 'platform', 'dist', 'src', 'audit', 'verify.main.js');

const usage = `Usage: handrail audit verify [--database URL] [--prefix NAME] [--heads FOLDER --key FILE]

Walks the audit of every service from its first row, and names the first row of each chain that was changed,
replaced or taken away. It only reads.

  --database URL    the PostgreSQL server; default HANDRAIL_DATABASE_URL
  --prefix NAME     databases are named prefix and service; default handrail_
  --heads FOLDER    signed heads (audit/ in the data folder, or a copy of it): a tail that was cut is
                    named too
  --key FILE        the key they were signed with, or its public half, as PEM

Exit code: 0 when every chain holds, 1 when one does not, 2 when called wrongly.`;

export const auditCommand: Command = {
  name: 'audit',
  summary: 'verify that nobody changed or cut the record of who saw and did what',
  usage,
  async run(args, terminal, env) {
    const { positionals, values } = parseOptions(args, {
      ...{ database: { type: 'string' }, prefix: { type: 'string' } },
      ...{ heads: { type: 'string' }, key: { type: 'string' } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'verify')
      throw new UsageError('takes verify');
    if ((values.heads === undefined) !== (values.key === undefined))
      throw new UsageError('--heads and --key go together');
    const database = values.database ?? env['HANDRAIL_DATABASE_URL'];
    if (!database) throw new UsageError('needs --database or HANDRAIL_DATABASE_URL');
    const given = Object.entries({ prefix: values.prefix, heads: values.heads, key: values.key });
    const options = given.flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
    // An address holds a password, which everybody on the machine reads in a command line.
    return await runBuiltTool(TOOL, options, terminal, { ...env, HANDRAIL_DATABASE_URL: database });
  },
};
