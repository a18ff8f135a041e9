import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { notFound, Problem, Public } from '@handrail/platform';
import type { Request, Response } from 'express';
import type { Provider } from 'oidc-provider';
import { AnsweredQuestionDto, AnswerQuestionDto } from '../session/session.dto.js';
import { Accounts } from './accounts.js';
import { LocalIssuer } from './local-issuer.js';
import { OneTimeCodes } from './one-time-codes.js';
import { SignInTrail } from './sign-in-trail.js';

const CODE_HINT = 'code:';

/** Where the embedded issuer asks who somebody is. The question belongs to the browser that has its cookie. */
@ApiTags('session')
@Controller('v1/session/questions/:uid')
export class QuestionsController {
  readonly #issuer: LocalIssuer;
  readonly #accounts: Accounts;
  readonly #codes: OneTimeCodes;
  readonly #trail: SignInTrail;

  constructor(issuer: LocalIssuer, accounts: Accounts, codes: OneTimeCodes, trail: SignInTrail) {
    this.#issuer = issuer;
    this.#accounts = accounts;
    this.#codes = codes;
    this.#trail = trail;
  }

  @Public()
  @Get()
  @ApiOperation({
    summary: 'Goes on at once with a code that signs in once, else to the page that asks',
  })
  @ApiFoundResponse()
  async ask(
    @Param('uid') uid: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const provider = this.#provider();
    const { params } = await this.#details(provider, request, response);
    const hint = params['login_hint'];
    const account =
      typeof hint === 'string' && hint.startsWith(CODE_HINT)
        ? await this.#codes.use(hint.slice(CODE_HINT.length))
        : undefined;
    if (account === undefined)
      return response.redirect(`/sign-in?question=${encodeURIComponent(uid)}`);
    await this.#trail.keep(request, this.#accounts, { account, outcome: 'done' });
    response.redirect(await goOn(provider, request, response, account));
  }

  @Public()
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Answers with an account of this machine and its password' })
  @ApiOkResponse({ type: AnsweredQuestionDto })
  async answer(
    @Body() { account: name, password }: AnswerQuestionDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnsweredQuestionDto> {
    const provider = this.#provider();
    await this.#details(provider, request, response);
    const account = await this.#accounts.check(name, password);
    const outcome = account ? 'done' : 'wrong-password';
    await this.#trail.keep(request, this.#accounts, { account: name, outcome });
    if (!account) throw wrongPassword();
    return { goTo: await goOn(provider, request, response, account.name) };
  }

  #provider(): Provider {
    if (!this.#issuer.provider) throw notFound('question');
    return this.#issuer.provider;
  }

  #details(provider: Provider, request: Request, response: Response) {
    return provider.interactionDetails(request, response).catch(() => {
      throw notFound('question');
    });
  }
}

const goOn = (provider: Provider, request: Request, response: Response, accountId: string) =>
  provider.interactionResult(
    request,
    response,
    { login: { accountId, remember: false } },
    { mergeWithLastSubmission: false },
  );

const wrongPassword = () =>
  new Problem(
    403,
    'wrong-password',
    'This account and password do not belong together',
    'After five wrong passwords an account waits for a minute.',
  );
