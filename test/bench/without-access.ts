import { AccessGuard } from '../../libs/platform/src/access/access.guard.js';
import { CallerInterceptor } from '../../libs/platform/src/access/caller.interceptor.js';
import { RateLimits } from '../../libs/platform/src/access/rate-limits.js';
import { AuditInterceptor } from '../../libs/platform/src/audit/audit.interceptor.js';

// Takes out what decides who may do what, how often, and what keeps it: to compare with, and for nothing else.
AccessGuard.prototype.canActivate = () => Promise.resolve(true);
RateLimits.prototype.take = () => undefined;
for (const { prototype } of [CallerInterceptor, AuditInterceptor])
  prototype.intercept = (_context, next) => next.handle();
