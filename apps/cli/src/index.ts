export { runTool } from './tool.js';
export type { Command, ToolEnvironment, Terminal } from './command.js';
export { MllpClient } from './send/mllp-client.js';
export { readAcknowledgement, type Answer } from './send/answer.js';
