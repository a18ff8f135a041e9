import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { DisclosuresView } from './accounting.dto.js';
import { AccountingReader } from './accounting.reader.js';

/** The accounting of disclosures that a person may ask for (42 CFR 2.24, 2.25). Reading it is kept, too. */
@ApiTags('disclosures')
@Controller('v1/persons/:id/disclosures')
export class AccountingController {
  readonly #reader: AccountingReader;

  constructor(reader: AccountingReader) {
    this.#reader = reader;
  }

  @Get()
  @Allow('audit.read', 'consent.admin')
  @ApiOperation({
    summary:
      'To which organisations a person was disclosed in the last three years, in plain words',
  })
  @ApiOkResponse({ type: DisclosuresView })
  async ofPerson(@Param('id', ParseUUIDPipe) id: string): Promise<DisclosuresView> {
    return await this.#reader.ofPerson(id.toLowerCase(), new Date());
  }
}
