import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SERVICE_SETTINGS, type CommonSettings } from '@handrail/platform';
import type { ClientMetadata, Provider } from 'oidc-provider';
import { DataSource } from 'typeorm';
import type { ConsoleSettings } from '../console.settings.js';
import { Accounts } from './accounts.js';
import { issuerConfiguration } from './issuer.configuration.js';
import { seedAccounts } from './seeded-accounts.js';

const QUESTION = '/v1/session/questions';

/**
 * The issuer of one machine, inside the console: there where the settings name a key for it. In a network the
 * issuer is the network's own, and this is not started.
 */
@Injectable()
export class LocalIssuer implements OnModuleInit {
  readonly #settings: CommonSettings & ConsoleSettings;
  readonly #database: DataSource;
  readonly #accounts: Accounts;
  #provider: Provider | undefined;
  #answer: ReturnType<Provider['callback']> | undefined;

  constructor(
    @Inject(SERVICE_SETTINGS) settings: CommonSettings & ConsoleSettings,
    database: DataSource,
    accounts: Accounts,
  ) {
    this.#settings = settings;
    this.#database = database;
    this.#accounts = accounts;
  }

  get provider(): Provider | undefined {
    return this.#provider;
  }

  /** Answers a request whose address is one of the issuer's; undefined where there is no issuer. */
  get answer(): ReturnType<Provider['callback']> | undefined {
    return this.#answer;
  }

  /** The library is loaded only where it is used: it is large, and says at once on which Node it likes to run. */
  async onModuleInit(): Promise<void> {
    const { ISSUER, ISSUER_KEY_FILE, AUDIENCE, DATA_DIR } = this.#settings;
    if (ISSUER_KEY_FILE === undefined || ISSUER === undefined) return;
    const { Provider, errors } = await import('oidc-provider');
    this.#provider = new Provider(
      ISSUER,
      issuerConfiguration({
        ...{ database: this.#database, accounts: this.#accounts, audience: AUDIENCE },
        key: createPrivateKey(readFileSync(ISSUER_KEY_FILE)),
        clients: [
          consoleClient(this.#settings),
          ...sendingClients(this.#settings.ISSUER_CLIENTS_FILE),
        ],
        refusedAssertion: () => new errors.InvalidClientAuth('the assertion lives too long'),
        usedBefore: () => new errors.InvalidClient('the assertion was used before'),
        questionAt: (uid) => `${QUESTION}/${uid}`,
      }),
    );
    this.#answer = this.#provider.callback();
    await seedAccounts(this.#accounts, join(DATA_DIR, 'accounts.txt'));
  }
}

/** The console itself, known by the public half of its key. */
function consoleClient(settings: CommonSettings & ConsoleSettings): ClientMetadata {
  const pem = readFileSync(settings.CLIENT_KEY_FILE!);
  const jwk = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
  return {
    client_id: settings.CLIENT_ID,
    redirect_uris: [`${settings.CONSOLE_URL}/v1/session/callback`],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    ...keyed({ keys: [{ ...jwk, alg: 'ES256', use: 'sig' }] }, 'ES256'),
  };
}

/** A system that sends: its id, its public keys, what it may. */
interface SendingClient {
  readonly clientId: string;
  readonly algorithm: 'RS384' | 'ES384';
  readonly keys: { readonly keys: readonly object[] };
  readonly scope: string;
}

function sendingClients(file: string | undefined): ClientMetadata[] {
  if (file === undefined) return [];
  const clients = JSON.parse(readFileSync(file, 'utf8')) as readonly SendingClient[];
  return clients.map(({ clientId, algorithm, keys, scope }) => ({
    ...{ client_id: clientId, scope, redirect_uris: [], response_types: [] },
    grant_types: ['client_credentials'],
    ...keyed(keys, algorithm),
  }));
}

const keyed = (jwks: object, algorithm: string): Partial<ClientMetadata> => ({
  ...{ token_endpoint_auth_method: 'private_key_jwt', jwks: jwks as ClientMetadata['jwks'] },
  token_endpoint_auth_signing_alg: algorithm as 'ES256',
});
