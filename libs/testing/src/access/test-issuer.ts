import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

const KEY_ID = 'test-1';
const VALID_FOR_SECONDS = 300;

/** What a token says beside what every token of this issuer says; undefined takes a claim out. */
export interface TokenParts {
  readonly claims?: JWTPayload;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: SigningKey;
}

/** An issuer of tokens for tests: discovery and keys over HTTP, and tokens of every kind, valid or not. */
export class TestIssuer {
  readonly #server: Server;
  readonly #key: SigningKey;
  /** What it was asked for, path by path. */
  readonly asked: string[] = [];
  /** While true it closes every connection without an answer. */
  isSilent = false;

  private constructor(
    readonly url: string,
    server: Server,
    key: SigningKey,
  ) {
    this.#server = server;
    this.#key = key;
  }

  static async start(): Promise<TestIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'ES256', use: 'sig' };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const issuer = new TestIssuer(url, server, privateKey);
    const pages: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: [jwk] },
    };
    server.on('request', (request, response) => {
      if (issuer.isSilent) return void request.socket.destroy();
      issuer.asked.push(request.url!);
      const page = pages[request.url!];
      response.writeHead(page ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(page ?? {}));
    });
    return issuer;
  }

  /** A token of a person with these roles. */
  forRoles(...roles: readonly string[]): Promise<string> {
    return this.token({ claims: { sub: 'someone-7', roles: [...roles] } });
  }

  /** A token that is valid but for what `parts` changes. */
  token({ claims = {}, header = {}, key = this.#key }: TokenParts = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const payload: JWTPayload = {
      ...{ iss: this.url, aud: 'handrail', sub: 'someone-7', client_id: 'console' },
      ...{ iat: now, exp: now + VALID_FOR_SECONDS },
      ...claims,
    };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', kid: KEY_ID, typ: 'at+jwt', ...header })
      .sign(key);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
