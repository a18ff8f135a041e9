import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, PurposeDto } from '@handrail/platform';
import type { PageAnswer } from '@handrail/contracts';
import type { Message, MessageJourney, MessageText } from './messages.view.js';
import { MessageListDto, MessagesQueryDto, MessageViewDto, RawMessageDto } from './messages.dto.js';
import { MessagesReader } from './messages.reader.js';

@ApiTags('console')
@Controller('v1/console/messages')
export class MessagesController {
  readonly #messages: MessagesReader;

  constructor(messages: MessagesReader) {
    this.#messages = messages;
  }

  @Allow('messages.read')
  @Get()
  @ApiOperation({ summary: 'Messages intake received, newest first; 503 when it does not answer.' })
  @ApiOkResponse({ type: MessageListDto })
  list(@Query() query: MessagesQueryDto): Promise<PageAnswer<Message>> {
    return this.#messages.page({ ...query });
  }

  @Allow('messages.read')
  @Get(':id')
  @ApiOperation({
    operationId: 'MessagesController_one',
    summary: 'One message from its receipt to the place it led to.',
  })
  @ApiOkResponse({ type: MessageViewDto })
  @ApiNotFoundResponse({ description: 'There is no such message.' })
  find(@Param('id', ParseUUIDPipe) id: string): Promise<MessageJourney> {
    return this.#messages.view(id.toLowerCase());
  }

  @Allow('messages.raw')
  @Post(':id/raw')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The bytes as text. Intake writes down who reads them, and what for.' })
  @ApiOkResponse({ type: RawMessageDto })
  raw(@Param('id', ParseUUIDPipe) id: string, @Body() reader: PurposeDto): Promise<MessageText> {
    return this.#messages.raw(id.toLowerCase(), { ...reader });
  }
}
