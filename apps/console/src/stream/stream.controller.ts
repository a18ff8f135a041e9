import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OverviewQueryDto } from '../reads/overview/overview.controller.js';
import { StreamHub } from './stream-hub.js';
import type { Watcher } from './stream-hub.js';

/** A browser that does not read is cut off: it will come back and read the lists again. */
const UNREAD_LIMIT_BYTES = 1_000_000;

@ApiTags('console')
@Controller('v1/console/stream')
export class StreamController {
  constructor(private readonly hub: StreamHub) {}

  @Get()
  @ApiOperation({
    summary:
      'Server-sent events: `events` with new rows, `overview` every two seconds, `care` on acts.',
    description: 'After a reconnect read the lists again: nothing is replayed.',
  })
  @ApiProduces('text/event-stream')
  stream(@Query() query: OverviewQueryDto, @Res() res: Response): void {
    res.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    res.write('retry: 2000\n\n');
    const watcher: Watcher = {
      timeZone: query.tz ?? 'UTC',
      send: (event, data) => {
        if (res.writableLength > UNREAD_LIMIT_BYTES) res.destroy();
        else res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      },
      beat: () => void res.write(': beat\n\n'),
      close: () => void res.end(),
    };
    const leave = this.hub.add(watcher);
    res.on('close', leave);
  }
}
