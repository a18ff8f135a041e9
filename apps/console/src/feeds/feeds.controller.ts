import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import type { FeedsView } from './feeds.view.js';
import { FeedsReader } from './feeds.reader.js';

class FeedsViewDto implements FeedsView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: [Object], description: 'Counts of 24 hours, rates, refusal, alarms.' })
  feeds: FeedsView['feeds'];
  @ApiProperty({ description: 'More sources than the console reads at once.' }) cut: boolean;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'Connections and incidents of the intake process that answered, without content.',
  })
  mllp: FeedsView['mllp'];
  @ApiProperty({
    type: [Object],
    nullable: true,
    description: 'Certificates and clients that may send, with when they run out.',
  })
  credentials: FeedsView['credentials'];
}

@ApiTags('console')
@Controller('v1/console/feeds')
export class FeedsController {
  readonly #reader: FeedsReader;

  constructor(reader: FeedsReader) {
    this.#reader = reader;
  }

  @Allow('ops.read')
  @Get()
  @ApiOperation({
    summary: 'Every source of messages, how it stands, and what hangs on the wire. 503: no answer.',
  })
  @ApiOkResponse({ type: FeedsViewDto })
  view(): Promise<FeedsView> {
    return this.#reader.view();
  }
}
