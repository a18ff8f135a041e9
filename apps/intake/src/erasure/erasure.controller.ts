import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { ErasePerson } from './erase-person.service.js';
import { ErasedDto, ErasePersonDto } from './erasure.dto.js';

/** Forgetting a person. */
@ApiTags('persons')
@Controller('v1/persons')
export class ErasureController {
  readonly #erasing: ErasePerson;

  constructor(erasing: ErasePerson) {
    this.#erasing = erasing;
  }

  @Allow('keys.admin')
  @Post(':id/erase')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Erase a person for ever: their data keys and everything they can be found by. It cannot be taken back.',
  })
  @ApiOkResponse({ type: ErasedDto })
  @ApiNotFoundResponse({ description: 'There is no such person.' })
  @ApiConflictResponse({ description: 'They were erased already, or keep changing.' })
  async erase(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ErasePersonDto,
  ): Promise<ErasedDto> {
    const erased = await this.#erasing.erase(id.toLowerCase(), body);
    return {
      ...{ id: erased.id, erasedAt: erased.erasedAt, persons: erased.persons },
      dataKeys: erased.dataKeys.length,
    };
  }
}
