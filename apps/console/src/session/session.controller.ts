import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  badRequest,
  callerOf,
  Problem,
  Public,
  SCOPES,
  SERVICE_SETTINGS,
} from '@handrail/platform';
import type { Request, Response } from 'express';
import type { ConsoleSettings } from '../console.settings.js';
import { IssuerClient } from './issuer-client.js';
import { pathIn } from './return-path.js';
import { SessionCookies } from './session-cookies.js';
import { MeDto, SignInQueryDto, SignOutDto } from './session.dto.js';
import { Sessions } from './sessions.js';

/** Signing in and out at the console. Open to everybody: whoever is not signed in has to begin somewhere. */
@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  readonly #issuer: IssuerClient;
  readonly #sessions: Sessions;
  readonly #settings: ConsoleSettings;
  readonly #cookies: SessionCookies;

  constructor(
    issuer: IssuerClient,
    sessions: Sessions,
    @Inject(SERVICE_SETTINGS) settings: ConsoleSettings,
  ) {
    this.#issuer = issuer;
    this.#sessions = sessions;
    this.#settings = settings;
    this.#cookies = new SessionCookies(settings.CONSOLE_URL);
  }

  @Public()
  @Get('me')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who the reader is taken for, and what they may. 401 when for nobody.' })
  @ApiOkResponse({ type: MeDto })
  me(@Req() request: Request): MeDto {
    const principal = callerOf(request)?.principal;
    if (!principal)
      throw new Problem(401, 'unauthenticated', 'Sign in first', 'Nobody is signed in here.');
    const { kind, actor, organisation, roles, scopes } = principal;
    const canSignIn = this.#issuer.isThere;
    const hasPasswordHere = kind === 'person' && this.#settings.ISSUER_KEY_FILE !== undefined;
    const may = [...scopes].map((scope) => SCOPES[scope]);
    return {
      ...{ kind, actor, organisation, roles: [...roles], scopes: [...scopes], may, canSignIn },
      hasPasswordHere,
    };
  }

  @Public()
  @Get('sign-in')
  @ApiOperation({ summary: 'Sends the browser to the issuer' })
  @ApiFoundResponse()
  async signIn(
    @Query() { returnTo, code }: SignInQueryDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (!this.#issuer.isThere) throw noIssuer();
    // Cookies belong to one name of this machine: the one the issuer sends the browser back to.
    if (request.headers.host !== new URL(this.#settings.CONSOLE_URL).host)
      return response.redirect(this.#settings.CONSOLE_URL + request.originalUrl);
    const hint = code === undefined ? undefined : `code:${code}`;
    const { address, pending } = await this.#issuer.begin(pathIn(returnTo), hint);
    this.#cookies.setPending(response, pending);
    response.redirect(address);
  }

  @Public()
  @Get('callback')
  @ApiOperation({ summary: 'Where the issuer sends the browser back to' })
  @ApiQuery({ name: 'code', required: false })
  @ApiQuery({ name: 'state', required: false })
  @ApiQuery({ name: 'iss', required: false })
  @ApiQuery({ name: 'session_state', required: false })
  @ApiQuery({ name: 'error', required: false })
  @ApiQuery({ name: 'error_description', required: false })
  @ApiFoundResponse()
  async callback(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (!this.#issuer.isThere) throw noIssuer();
    const pending = this.#cookies.pendingIn(request);
    if (!pending) throw notBegun();
    this.#cookies.clearPending(response);
    const search = request.originalUrl.slice(request.originalUrl.indexOf('?'));
    const tokens = await this.#issuer.finish(search, pending).catch(() => {
      throw notBegun();
    });
    this.#cookies.setId(response, await this.#sessions.begin(tokens));
    response.redirect(pathIn(pending.returnTo));
  }

  @Public()
  @Post('sign-out')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends the session of this browser, or every session of its account' })
  async signOut(
    @Body() { everywhere }: SignOutDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const id = this.#cookies.idIn(request);
    if (id !== undefined) await this.#sessions.end(id, everywhere === true);
    this.#cookies.clearId(response);
    response.setHeader('clear-site-data', '"cache", "storage"');
  }
}

const noIssuer = () =>
  new Problem(
    404,
    'no-issuer',
    'Nobody signs in here',
    'This console has no issuer to sign in at.',
  );

const notBegun = () =>
  badRequest('The sign-in cannot be finished: begin again.', [
    {
      path: 'state',
      reason: 'is not of a sign-in of this browser',
      accepted: 'GET /v1/session/sign-in',
    },
  ]);
