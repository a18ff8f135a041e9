import { join } from 'node:path';
import type { Command } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { runBuiltTool } from '../service-tool.js';
import { UsageError } from '../usage-error.js';

const TOOL = join('libs', 'platform', 'dist', 'src', 'rewind', 'seek.main.js');
const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'];

const usage = `Usage: handrail log seek --service NAME [--apply]

After an older copy of a service's database was restored, the log is ahead of it: shows for each partition how many
records the service has to read again, and with --apply moves it there. It goes back only, to the last record the
database has an end for; what is read twice is recognised. The service must not run meanwhile.

The settings of the service say where its database and the log are: HANDRAIL_DATABASE_URL, HANDRAIL_DATABASE_PREFIX,
HANDRAIL_EVENT_LOG, HANDRAIL_KAFKA_BROKERS and those beside them.

  --service NAME   ${SERVICES.join(', ')}
  --apply          move it; without this nothing is changed

Exit code: 0 when done, 1 when not (the service still runs), 2 when called wrongly.`;

export const logCommand: Command = {
  name: 'log',
  summary: 'make a service read again what a restored database does not know',
  usage,
  async run(args, terminal, env) {
    const { positionals, values } = parseOptions(args, {
      ...{ service: { type: 'string' }, apply: { type: 'boolean', default: false } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'seek') throw new UsageError('takes seek');
    const { service, apply } = values;
    if (service === undefined || !SERVICES.includes(service))
      throw new UsageError(`--service takes one of ${SERVICES.join(', ')}`);
    const options = ['--service', service, ...(apply ? ['--apply'] : [])];
    return await runBuiltTool(TOOL, options, terminal, env);
  },
};
