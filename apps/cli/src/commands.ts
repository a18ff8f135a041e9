import type { Command } from './command.js';
import { auditCommand } from './audit/audit.command.js';
import { keysCommand } from './keys/keys.command.js';
import { logCommand } from './log/log.command.js';
import { personCommand } from './person/person.command.js';
import { policyCommand } from './policy/policy.command.js';
import { profileCommand } from './profile/profile.command.js';
import { sendCommand } from './send/send.command.js';
import { tokenCommand } from './token/token.command.js';
import { traceCommand } from './trace/trace.command.js';

/** Every command, in the order the overview lists them. */
export const commands: readonly Command[] = [
  sendCommand,
  traceCommand,
  profileCommand,
  policyCommand,
  auditCommand,
  personCommand,
  keysCommand,
  tokenCommand,
  logCommand,
];
