import { SetMetadata } from '@nestjs/common';

/** Where the interceptor finds that a route is kept before it is begun. */
export const AUDIT_FIRST = 'handrail:audit-first';

/** For routes that write their answer themselves, such as a stream: they are kept before they begin. */
export const AuditFirst = (): MethodDecorator => SetMetadata(AUDIT_FIRST, true);
