import type { Command } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';
import { newClient } from './new-client.js';
import { requestToken } from './request-token.js';

const LOCAL_ISSUER = 'http://127.0.0.1:3000/issuer';
const SENDING = 'ingest.write';

const usage = `Usage: handrail token --client ID --key FILE [--issuer ADDRESS] [--scope SCOPES]
       handrail token new --client ID --key FILE [--scope SCOPES]

Prints an access token for a system, which proves who it is with its own key (private_key_jwt):
  export HANDRAIL_TOKEN="$(npx handrail token --client st-mary --key st-mary.pem)"
new makes such a key (P-384) and prints the entry for the issuer's list of clients.

  --client ID       what the issuer knows the system as
  --key FILE        its private key as PEM: P-384, P-256 or RSA
  --issuer ADDRESS  default HANDRAIL_ISSUER, else the console's of npm start, ${LOCAL_ISSUER}
  --scope SCOPES    what it wants to be allowed, separated by spaces; of new by default ${SENDING}

Exit code: 0 when there is a token, 1 when not, 2 when called wrongly.`;

export const tokenCommand: Command = {
  name: 'token',
  summary: 'print an access token for a system, or make a key for it',
  usage,
  async run(args, terminal, env) {
    const { positionals, values } = parseOptions(args, {
      ...{ client: { type: 'string' }, key: { type: 'string' } },
      ...{ issuer: { type: 'string' }, scope: { type: 'string' } },
    });
    const isNew = positionals[0] === 'new';
    if (positionals.length > (isNew ? 1 : 0)) throw new UsageError('takes new, or nothing');
    const { client, key: keyFile, scope } = values;
    if (client === undefined || keyFile === undefined)
      throw new UsageError('needs --client and --key');
    if (isNew) {
      const entry = await newClient(client, keyFile, scope ?? SENDING);
      terminal.out(JSON.stringify([entry], null, 2));
      return 0;
    }
    const issuer = values.issuer ?? env['HANDRAIL_ISSUER'] ?? LOCAL_ISSUER;
    terminal.out(await requestToken({ issuer, client, keyFile, scope }));
    return 0;
  },
};
