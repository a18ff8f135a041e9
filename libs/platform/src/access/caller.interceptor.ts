import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { Observable } from 'rxjs';
import { callerOf, inNameOf } from './caller.js';

/** Runs every handler in the name of whoever sent the request; see `currentCaller`. */
export class CallerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const caller = callerOf(context.switchToHttp().getRequest<Request>());
    if (!caller) return next.handle();
    return new Observable((subscriber) =>
      inNameOf(caller, () => next.handle().subscribe(subscriber)),
    );
  }
}
