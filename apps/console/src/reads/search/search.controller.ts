import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { Found } from '../../api/journey.js';
import { SearchQuery } from './search.query.js';

export class SearchQueryDto {
  @ApiProperty({ description: 'An id, its last eight digits, or a control id of a message.' })
  @IsString()
  @Length(1, 200)
  q: string;
}

export class FoundListDto {
  @ApiProperty({ type: [Object] }) items: Found[];
}

@ApiTags('console')
@Controller('v1/console/search')
export class SearchController {
  constructor(private readonly search: SearchQuery) {}

  @Get()
  @ApiOperation({ summary: 'What an id is, and whose.' })
  @ApiOkResponse({ type: FoundListDto })
  async find(@Query() query: SearchQueryDto): Promise<FoundListDto> {
    return { items: await this.search.find(query.q) };
  }
}
