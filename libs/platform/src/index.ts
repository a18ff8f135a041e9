export * from './database/database.js';
export * from './database/embedded-postgres.js';
export * from './database/free-port.js';
export * from './http/page.js';
export * from './http/problem.js';
export * from './log/logger.js';
export * from './service/service-definition.js';
export * from './service/tokens.js';
