export { runTool } from './tool.js';
export type { Command, ToolEnvironment, Terminal } from './command.js';
export { newClient } from './token/new-client.js';
export { requestToken, type TokenWish } from './token/request-token.js';
export { MllpClient } from './send/mllp-client.js';
export { readAcknowledgement, type Answer } from './send/answer.js';
