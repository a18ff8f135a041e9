export { runTool } from './tool.js';
export type { Command, Environment, Terminal } from './command.js';
