import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { builtProgram } from '../built-program.js';
import { eventually } from '../eventually.js';

export interface SpawnedMember {
  /** Waits for a line that it prints after what was waited for before. */
  says(line: string, withinMs?: number): Promise<void>;
  go(): void;
  signal(name: NodeJS.Signals): void;
  end(): Promise<void>;
}

export interface MemberSettings {
  /** Brokers of a Kafka log, or the database of a Postgres log. */
  readonly brokers?: readonly string[];
  readonly logUrl?: string;
  readonly group: string;
  readonly topic: string;
  readonly instanceId?: string;
  readonly hold?: boolean;
  readonly timing?: object;
}

/** Starts a group member in a process of its own. */
export function spawnMember(settings: MemberSettings): SpawnedMember {
  const { brokers, logUrl, group, topic, instanceId, hold, timing = {} } = settings;
  const child = spawn(process.execPath, [builtProgram('kafka/member-process')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      ...(brokers ? { MEMBER_BROKERS: brokers.join(',') } : {}),
      ...(logUrl ? { MEMBER_LOG_URL: logUrl } : {}),
      MEMBER_GROUP: group,
      MEMBER_TOPIC: topic,
      MEMBER_TIMING: JSON.stringify(timing),
      ...(instanceId ? { MEMBER_INSTANCE: instanceId } : {}),
      ...(hold ? { MEMBER_HOLD: 'true' } : {}),
    },
  });
  const output: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => output.push(line));
  let heard = 0;
  return {
    says: async (line, withinMs = 20_000) => {
      const what = `the member to say "${line}"`;
      const at = await eventually(
        () => {
          const found = output.indexOf(line, heard);
          if (found < 0) throw new Error(`it said ${output.join(', ') || 'nothing'}`);
          return { found };
        },
        { withinMs, what },
      );
      heard = at.found + 1;
    },
    go: () => void child.stdin.write('go\n'),
    signal: (name) => void child.kill(name),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
