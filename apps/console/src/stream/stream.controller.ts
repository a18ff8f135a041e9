import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Allow, AuditFirst, Problem, standAside } from '@handrail/platform';
import type { Response } from 'express';
import { OverviewQueryDto } from '../reads/overview/overview.controller.js';
import { StreamHub } from './stream-hub.js';
import type { Watcher } from './stream-hub.js';

/** A browser that does not read is cut off: it will come back and read the lists again. */
const UNREAD_LIMIT_BYTES = 256 * 1024;

/** How long what was written may stay unread, however little it is. */
const UNREAD_LIMIT_MS = 30_000;

@ApiTags('console')
@Controller('v1/console/stream')
export class StreamController {
  readonly #hub: StreamHub;

  constructor(hub: StreamHub) {
    this.#hub = hub;
  }

  @Allow('care.read', 'ops.read')
  @AuditFirst()
  @Get()
  @ApiOperation({
    summary:
      'Server-sent events: `events` with new rows, `overview` every two seconds, `care` on acts.',
    description: 'After a reconnect read the lists again: nothing is replayed.',
  })
  @ApiProduces('text/event-stream')
  @ApiServiceUnavailableResponse({ description: 'Too many browsers watch; come back shortly.' })
  stream(@Query() query: OverviewQueryDto, @Res() res: Response): void {
    if (this.#hub.isFull)
      throw new Problem(
        503,
        'no-room',
        'Too many browsers watch',
        'Nothing is wrong with the console: come back shortly.',
      );
    // Left while their session was looked up: nobody would ever take this watcher away.
    if (res.closed) return;
    res.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    res.write('retry: 2000\n\n');
    let readAt = Date.now();
    const write = (message: Buffer | string) => {
      const unread = res.writableLength;
      if (unread === 0) readAt = Date.now();
      const isLost = unread > UNREAD_LIMIT_BYTES || Date.now() - readAt > UNREAD_LIMIT_MS;
      if (isLost) res.destroy();
      else res.write(message);
    };
    const watcher: Watcher = {
      timeZone: query.tz ?? 'UTC',
      send: write,
      beat: () => write(': beat\n\n'),
      close: () => void res.end(),
    };
    standAside(res);
    const leave = this.#hub.add(watcher);
    res.on('close', leave);
  }
}
