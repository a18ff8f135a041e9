import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { Accounts } from './accounts.js';
import type { AccountRow, AccountsView } from './accounts.view.js';
import { LocalIssuer } from './local-issuer.js';

/** One machine has a handful. */
const MOST = 200;

class AccountRowDto implements AccountRow {
  @ApiProperty() name: string;
  @ApiProperty({ type: [String], description: 'Access roles: what it may.' }) roles: string[];
  @ApiProperty({ type: String, nullable: true }) organisation: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lockedUntil: string | null;
}

class AccountsViewDto implements AccountsView {
  @ApiProperty({
    type: [AccountRowDto],
    nullable: true,
    description: 'Null where accounts are kept by an issuer of the network.',
  })
  accounts: AccountRowDto[] | null;
}

/** The accounts of the embedded issuer, without anything to sign in with. */
@ApiTags('console')
@Controller('v1/console/accounts')
export class AccountsController {
  readonly #accounts: Accounts;
  readonly #issuer: LocalIssuer;

  constructor(accounts: Accounts, issuer: LocalIssuer) {
    this.#accounts = accounts;
    this.#issuer = issuer;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({ summary: 'Who can sign in at the embedded issuer, in which roles.' })
  @ApiOkResponse({ type: AccountsViewDto })
  async view(): Promise<AccountsView> {
    return { accounts: this.#issuer.provider ? await this.#accounts.list(MOST) : null };
  }
}
