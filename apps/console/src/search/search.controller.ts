import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { IsString, Length } from 'class-validator';
import type { Found, SearchResult } from '../api/journey.js';
import { SearchReader } from './search.reader.js';

export class SearchQueryDto {
  @ApiProperty({ description: 'An id, its last eight digits, or a control id of a message.' })
  @IsString()
  @Length(1, 200)
  q: string;
}

class FoundListDto implements SearchResult {
  @ApiProperty({ type: [Object] }) items: readonly Found[];
  @ApiProperty({ type: [String], description: 'Services that did not answer.' })
  unknown: SearchResult['unknown'];
}

@ApiTags('console')
@Controller('v1/console/search')
export class SearchController {
  readonly #search: SearchReader;

  constructor(search: SearchReader) {
    this.#search = search;
  }

  @Allow('care.read', 'ops.read')
  @Get()
  @ApiOperation({ summary: 'What an id is, and whose.' })
  @ApiOkResponse({ type: FoundListDto })
  find(@Query() query: SearchQueryDto): Promise<SearchResult> {
    return this.#search.find(query.q);
  }
}
