import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { callerOf, notFound, Problem, Public, SERVICE_SETTINGS } from '@handrail/platform';
import type { Request } from 'express';
import type { ConsoleSettings } from '../console.settings.js';
import { ChangePasswordDto } from '../session/session.dto.js';
import { SessionCookies } from '../session/session-cookies.js';
import { Sessions } from '../session/sessions.js';
import { Accounts } from './accounts.js';
import { LocalIssuer } from './local-issuer.js';
import { SignInTrail } from './sign-in-trail.js';

/** Where whoever is signed in with an account of this machine gives it another password. */
@ApiTags('session')
@Controller('v1/session/password')
export class PasswordController {
  readonly #issuer: LocalIssuer;
  readonly #accounts: Accounts;
  readonly #sessions: Sessions;
  readonly #trail: SignInTrail;
  readonly #cookies: SessionCookies;

  constructor(
    issuer: LocalIssuer,
    accounts: Accounts,
    sessions: Sessions,
    trail: SignInTrail,
    @Inject(SERVICE_SETTINGS) settings: ConsoleSettings,
  ) {
    this.#issuer = issuer;
    this.#accounts = accounts;
    this.#sessions = sessions;
    this.#trail = trail;
    this.#cookies = new SessionCookies(settings.CONSOLE_URL);
  }

  @Public()
  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Changes the password of the account of this session, and ends its other sessions',
    description:
      'A wrong present password counts as a try to sign in: after five an account waits for a minute.',
  })
  @ApiNoContentResponse()
  async change(
    @Body() { present, next }: ChangePasswordDto,
    @Req() request: Request,
  ): Promise<void> {
    const session = this.#cookies.idIn(request);
    const account = callerOf(request)?.principal.actor;
    if (!this.#issuer.provider || session === undefined || account === undefined)
      throw notFound('session of an account of this machine');
    const isChanged = await this.#accounts.change(account, present, next);
    const outcome = isChanged ? 'done' : 'wrong-password';
    await this.#trail.keep(request, this.#accounts, { account, outcome, act: 'change-password' });
    if (!isChanged) throw wrongPresent();
    await this.#sessions.endOthers(session, account);
  }
}

const wrongPresent = () =>
  new Problem(
    403,
    'wrong-password',
    'This is not the present password',
    'Nothing was changed. After five wrong passwords an account waits for a minute.',
  );
