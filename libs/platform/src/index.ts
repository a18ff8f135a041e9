export * from './http/page.js';
export * from './http/problem.js';
export * from './log/logger.js';
export * from './service/service-definition.js';
export * from './service/tokens.js';
