import { Injectable } from '@nestjs/common';
import { queryableOn } from '@handrail/messaging';
import { appendAudit, poolOf, requestIdOf } from '@handrail/platform';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import type { Accounts } from './accounts.js';

/** Kept where nobody has the account that was named: people type passwords into the wrong field. */
const UNKNOWN = 'unknown';

interface TriedSignIn {
  readonly account: string;
  readonly outcome: 'done' | 'wrong-password';
  readonly act?: 'sign-in' | 'change-password';
}

/** Who signed in at the embedded issuer, and who tried to: rows of the audit, kept before the answer. */
@Injectable()
export class SignInTrail {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** A sign-in or a change of a password that succeeded, or was refused with the code of the refusal. */
  async keep(
    request: Request,
    accounts: Accounts,
    { account, outcome, act = 'sign-in' }: TriedSignIn,
  ): Promise<void> {
    const known = await accounts.find(account);
    await appendAudit(queryableOn(poolOf(this.#database)), {
      actor: known ? account : UNKNOWN,
      ...{ client: 'console', organisation: known?.organisation ?? null, act },
      ...{ object: null, subjects: [], purpose: null, outcome, requestId: requestIdOf(request) },
    });
  }
}
