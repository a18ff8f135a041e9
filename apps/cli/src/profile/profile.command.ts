import type { Command } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { runServiceTool } from '../service-tool.js';
import { UsageError } from '../usage-error.js';

const TOOL = 'profile-tool/profile.main.js';

const usage = `Usage: handrail profile check FILE...
       handrail profile try FILE MESSAGE...

check  says whether source profiles (YAML) are valid, and names every field that is not.
try    prints how each message of the files would be understood under the profile in FILE, and why:
       which profile serves its sender, which line names the kind of care, what is said, what is odd.
       HL7 v2 (one or many in a file), FHIR bundles and CloudEvents. Nothing is sent, and no name or
       number of a person is printed.

Exit code: 0 when all is well, 1 when a profile is refused or a file cannot be read, 2 when called wrongly.`;

export const profileCommand: Command = {
  name: 'profile',
  summary: 'check a source profile, or tell how messages would be understood under it',
  usage,
  async run(args, terminal) {
    const { positionals } = parseOptions(args, {});
    const [action, ...files] = positionals;
    if (action !== 'check' && action !== 'try') throw new UsageError('takes check or try');
    if (action === 'check' && files.length === 0)
      throw new UsageError('check takes at least one file');
    if (action === 'try' && files.length < 2)
      throw new UsageError('try takes a profile and at least one message');
    return await runServiceTool('intake', TOOL, [action, ...files], terminal);
  },
};
