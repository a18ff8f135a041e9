import { ADVISORY_LOCKS, type UnitOfWork } from '@handrail/messaging';

/** Whoever gives out a place holds it, from before the counts are read until they are written. */
export const lockAllocator = (unit: UnitOfWork) =>
  unit.tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.allocation]);
