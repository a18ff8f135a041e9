export * from './access/access-roles.js';
export { Allow, Public, SCOPES_EXTENSION } from './access/allow.js';
export { deskOf } from './access/desk-of.js';
export { isOutside, OpenToOthers, otherOrganisation } from './access/outside.js';
export { callerOf, currentCaller, noteCaller, requestIdOf, type Caller } from './access/caller.js';
export { issuerKeys } from './access/issuer-keys.js';
export { noteBrowser } from './access/known-browsers.js';
export { TokenVerifier } from './access/token-verifier.js';
export { standAside } from './access/caller-turns.js';
export { isLoopback } from './http/allowed-hosts.js';
export * from './access/scopes.js';
export { appendAudit } from './audit/append-audit.sql.js';
export { AuditFirst } from './audit/audit-first.js';
export { AuditTrail, factsOf } from './audit/audit-trail.js';
export { isSignedBy, type SignedHeads } from './audit/signed-heads.js';
export { verifyAudit } from './audit/verify-audit.js';
export { platformMigrations } from './audit/audit-schema.js';
export {
  breaksOldPrograms,
  isBreaking,
  nameOf as nameOfMigration,
  type BreakingMigration,
} from './database/breaking-migrations.js';
export * from './database/database.js';
export * from './database/embedded-postgres.js';
export * from './database/free-port.js';
export { ensureRole } from './database/service-role.js';
export * from './http/byte-budget.js';
export * from './http/connection-limits.js';
export * from './http/if-match.js';
export * from './http/is-care-time.js';
export * from './http/is-calendar-day.js';
export * from './http/may-be-absent.js';
export * from './http/page.js';
export * from './http/page-query.dto.js';
export * from './http/problem.js';
export { OversizedBody } from './http/raw-body.js';
export * from './log/logger.js';
export * from './service/service-definition.js';
export * from './service/tokens.js';
export { kafkaSecurity } from './config/kafka-security.js';
export * from './config/key-file.js';
export * from './config/settings.js';
export { httpUrl, url, type SettingShapes } from './config/setting-shapes.js';
export * from './database/data-source.js';
export * from './http/problem-filter.js';
export * from './http/purpose.dto.js';
export * from './http/validation-pipe.js';
export * from './service/health-registry.js';
export * from './service/memory-flags.js';
export * from './service/repeated.js';
export * from './service/pace.js';
export { isSomebodyPrompt, promptWorks } from './service/prompt-works.js';
export * from './service/parked-action.dto.js';
export * from './service/read-gauge.js';
export { rewindGroup } from './rewind/rewind-group.js';
export { type RunningService, startService } from './service/start-service.js';
export * from './service/run-main.js';
export * from './service/version.js';
