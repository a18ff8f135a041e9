import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  issuerKeys,
  SERVICE_SETTINGS,
  TokenVerifier,
  type Caller,
  type CommonSettings,
} from '@handrail/platform';
import { MINUTE_MS } from '@handrail/domain';
import { DataSource } from 'typeorm';
import { IssuerClient, type GrantedTokens } from './issuer-client.js';
import { hashOfId, openTokens, sealTokens } from './session-seal.js';

/** Half an hour without a request, twelve hours in all: whichever comes first. */
const LIVES = `seen_at > now() - interval '30 minutes' AND began_at > now() - interval '12 hours'`;

const BEGIN = `
  INSERT INTO console_session (id_hash, actor, tokens, token_expires_at, began_at, seen_at)
  VALUES ($1, $2, $3, $4, now(), now())`;
const FIND = `
  SELECT actor, tokens, token_expires_at, seen_at FROM console_session
  WHERE id_hash = $1 AND ${LIVES}`;
const SEEN = `UPDATE console_session SET seen_at = now() WHERE id_hash = $1`;
const RENEW = `UPDATE console_session SET tokens = $2, token_expires_at = $3 WHERE id_hash = $1`;
const END = `DELETE FROM console_session WHERE id_hash = $1`;
/** The issuer of this machine knows its browsers, too: a session there would begin one here without a password. */
const END_AT_ISSUER = `
  DELETE FROM issuer_record WHERE kind = 'Session' AND payload->>'accountId'`;
const END_EVERYWHERE = `
  WITH who AS (SELECT actor FROM console_session WHERE id_hash = $1),
       at_issuer AS (${END_AT_ISSUER} IN (SELECT actor FROM who))
  DELETE FROM console_session WHERE actor IN (SELECT actor FROM who)`;
const END_OTHERS = `
  WITH at_issuer AS (${END_AT_ISSUER} = $2)
  DELETE FROM console_session WHERE actor = $2 AND id_hash <> $1`;
const SWEEP = `DELETE FROM console_session WHERE NOT (${LIVES})`;

interface SessionRow {
  readonly actor: string;
  readonly tokens: Buffer;
  readonly token_expires_at: Date;
  readonly seen_at: Date;
}

const RENEW_BEFORE_MS = 30_000;

/** Sessions of people at the console. The browser has an id and no token; the console has both. */
@Injectable()
export class Sessions {
  readonly #database: DataSource;
  readonly #issuer: IssuerClient;
  readonly #verifier: TokenVerifier | undefined;

  constructor(
    database: DataSource,
    issuer: IssuerClient,
    @Inject(SERVICE_SETTINGS) settings: CommonSettings,
  ) {
    this.#database = database;
    this.#issuer = issuer;
    const { ISSUER, ISSUER_KEYS_URL: keysUrl, AUDIENCE: audience } = settings;
    this.#verifier = ISSUER
      ? new TokenVerifier({ issuer: ISSUER, audience, keys: issuerKeys(ISSUER, keysUrl) })
      : undefined;
  }

  /** Begins a session under a new id, which only the browser keeps. */
  async begin(tokens: GrantedTokens): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    await this.#database.query(SWEEP);
    await this.#database.query(BEGIN, [
      ...[hashOfId(id), tokens.subject, sealTokens(id, tokens), tokens.expiresAt],
    ]);
    return id;
  }

  /** Whoever has this session; undefined when it has ended, or their token is not valid any more. */
  async callerOf(id: string): Promise<Omit<Caller, 'requestId'> | undefined> {
    const [row] = await this.#database.query<SessionRow[]>(FIND, [hashOfId(id)]);
    if (!row) return undefined;
    if (Date.now() - row.seen_at.getTime() > MINUTE_MS)
      await this.#database.query(SEEN, [hashOfId(id)]);
    const token = await this.#tokenOf(id, row);
    const principal = token === undefined ? undefined : await this.#verifier?.verify(token);
    return principal && { principal, token: token! };
  }

  async end(id: string, everywhere: boolean): Promise<void> {
    await this.#database.query(everywhere ? END_EVERYWHERE : END, [hashOfId(id)]);
  }

  /** Ends every session of somebody but this one. */
  async endOthers(id: string, actor: string): Promise<void> {
    await this.#database.query(END_OTHERS, [hashOfId(id), actor]);
  }

  async #tokenOf(id: string, row: SessionRow): Promise<string | undefined> {
    const isFresh = (at: Date) => at.getTime() - Date.now() > RENEW_BEFORE_MS;
    if (isFresh(row.token_expires_at)) return openTokens(id, row.tokens).access;
    // One request renews, others of the same session wait for it: a token that renews is good once.
    return this.#database.transaction(async (tx) => {
      const [now] = await tx.query<SessionRow[]>(`${FIND} FOR UPDATE`, [hashOfId(id)]);
      if (!now) return undefined;
      const tokens = openTokens(id, now.tokens);
      if (isFresh(now.token_expires_at)) return tokens.access;
      const renewed = await this.#renewed(tokens.refresh, now.actor);
      if (!renewed) {
        await tx.query(END, [hashOfId(id)]);
        return undefined;
      }
      await tx.query(RENEW, [hashOfId(id), sealTokens(id, renewed), renewed.expiresAt]);
      return renewed.access;
    });
  }

  async #renewed(refresh: string | null, actor: string): Promise<GrantedTokens | undefined> {
    if (refresh === null) return undefined;
    return this.#issuer.renew(refresh, actor).catch(() => undefined);
  }
}
