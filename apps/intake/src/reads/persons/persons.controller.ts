import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, badRequest, notFound } from '@handrail/platform';
import { authoritySystem } from '../../inbound/domain/authority-system.js';
import { formerSystemOf } from '../../inbound/domain/named-person.js';
import { IDENTIFICATION } from '../../intake.tokens.js';
import type { Identification } from '../../person/identification.js';
import { Unmerge } from '../../unmerge/unmerge.js';
import { PersonDto, PersonPageDto, UnmergeDto, UnmergedDto } from './person.dto.js';
import { PersonsReader } from './persons.reader.js';

/** Who the pseudonymous ids are. */
@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  readonly #persons: PersonsReader;
  readonly #identification: Identification;
  readonly #unmerging: Unmerge;

  constructor(
    persons: PersonsReader,
    @Inject(IDENTIFICATION) identification: Identification,
    unmerging: Unmerge,
  ) {
    this.#persons = persons;
    this.#identification = identification;
    this.#unmerging = unmerging;
  }

  @Allow('persons.read')
  @Get()
  @ApiOperation({
    summary:
      'The persons an identifier belongs to: one, when its system is trusted and nobody shares it; who had it first comes first.',
  })
  @ApiQuery({ name: 'identifier', description: 'system|value' })
  @ApiOkResponse({ type: PersonPageDto })
  async find(@Query('identifier') identifier?: string): Promise<PersonPageDto> {
    // A system may hold a bar itself, a value hardly ever does: the last one divides.
    const bar = identifier?.lastIndexOf('|') ?? -1;
    if (!identifier || bar < 1 || bar === identifier.length - 1)
      throw badRequest('The identifier is not valid.', [
        { path: 'identifier', reason: 'is not system and value', accepted: 'system|value' },
      ]);
    const system = authoritySystem(identifier.slice(0, bar));
    const value = identifier.slice(bar + 1);
    const former = system.startsWith('urn:oid:') ? formerSystemOf(system) : undefined;
    const owners = await Promise.all(
      [system, ...(former ? [former] : [])].map((each) =>
        this.#persons.ownersOf(this.#identification.pseudonyms.identifier({ system: each, value })),
      ),
    );
    const items = await this.#persons.byIds([...new Set(owners.flat())]);
    return { items, nextCursor: null };
  }

  @Allow('persons.read')
  @Get(':id')
  @ApiOperation({
    operationId: 'PersonsController_one',
    summary: 'One person with identifiers, merges and stays.',
  })
  @ApiOkResponse({ type: PersonDto })
  @ApiNotFoundResponse({ description: 'There is no such person.' })
  async byId(@Param('id', ParseUUIDPipe) id: string): Promise<PersonDto> {
    const [person] = await this.#persons.byIds([id]);
    if (!person) throw notFound('person');
    return person;
  }

  @Allow('persons.link')
  @Post(':id/unmerge')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Undo a wrong merge: identifiers, visits and facts go back, to a person with a new id.',
  })
  @ApiOkResponse({ type: UnmergedDto })
  @ApiNotFoundResponse({ description: 'This person has no such merge.' })
  @ApiConflictResponse({ description: 'It has been undone already.' })
  async unmerge(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { mergeId, reason }: UnmergeDto,
  ): Promise<UnmergedDto> {
    const now = new Date().toISOString();
    const { survivorId, restoredId } = await this.#unmerging.undo(
      id.toLowerCase(),
      mergeId.toLowerCase(),
      reason,
      now,
    );
    return { survivor: await this.byId(survivorId), restored: await this.byId(restoredId) };
  }
}
