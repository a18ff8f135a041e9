import { setTimeout as sleep } from 'node:timers/promises';
import { callService } from '../call-service.js';
import type { Command, Terminal } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';

const ASK_EVERY_MS = 1_000;

const usage = `Usage: handrail keys status
       handrail keys rotate --reason TEXT [--to NUMBER] [--by NAME]

status  shows the master keys of intake by number and fingerprint, and how many data keys each wraps.
rotate  makes the newest given master key the current one and waits until every data key is wrapped by it.
        Both keys have to be given to every process of intake first (HANDRAIL_MASTER_KEY_FILE and
        HANDRAIL_NEXT_MASTER_KEY_FILE). Nothing stops meanwhile, and no pseudonym changes.

  --reason TEXT  why, for the audit
  --to NUMBER    another given key than the newest: how a rotation is taken back
  --by NAME      who does it, where no token says so

Exit code: 0 when done, 1 when not, 2 when called wrongly.`;

interface KeysAnswer {
  readonly keys: ReadonlyArray<{
    readonly number: number;
    readonly fingerprint: string;
    readonly isCurrent: boolean;
    readonly isGiven: boolean;
    readonly dataKeys: number;
  }>;
  readonly dataKeysToWrap: number;
}

export const keysCommand: Command = {
  name: 'keys',
  summary: 'show or replace the master key of personal data',
  usage,
  async run(args, terminal, env) {
    const { positionals, values } = parseOptions(args, {
      ...{ reason: { type: 'string' }, to: { type: 'string' }, by: { type: 'string' } },
    });
    const [action, ...more] = positionals;
    if ((action !== 'status' && action !== 'rotate') || more.length > 0)
      throw new UsageError('takes status or rotate');
    const status = () => callService<KeysAnswer>(env, 'intake', '/v1/keys');
    if (action === 'rotate') {
      if (values.reason === undefined) throw new UsageError('rotate needs --reason');
      const body = {
        reason: values.reason,
        ...(values.by ? { by: values.by } : {}),
        ...(values.to ? { to: Number(values.to) } : {}),
      };
      let answer = await callService<KeysAnswer>(env, 'intake', '/v1/keys/rotate', body);
      while (answer.dataKeysToWrap > 0) {
        terminal.out(`${answer.dataKeysToWrap} data keys left`);
        await sleep(ASK_EVERY_MS);
        answer = await status();
      }
    }
    show(await status(), terminal);
    return 0;
  },
};

function show({ keys, dataKeysToWrap }: KeysAnswer, terminal: Terminal): void {
  terminal.out('master key  fingerprint   data keys');
  for (const { number, fingerprint, dataKeys, isCurrent, isGiven } of keys)
    terminal.out(
      `${String(number).padStart(10)}  ${fingerprint}  ${String(dataKeys).padStart(9)}` +
        `${isCurrent ? '  current' : ''}${isGiven ? '' : '  not given'}`,
    );
  if (dataKeysToWrap === 0) terminal.out('every data key is wrapped by the current master key');
}
