import { spawn } from 'node:child_process';
import type { Environment } from './local-settings.js';

/** The program that opens an address on this platform; undefined when there is no screen to show it. */
export function browserCommand(
  platform: NodeJS.Platform,
  env: Environment,
): { readonly file: string; readonly args: readonly string[] } | undefined {
  if (platform === 'darwin') return { file: 'open', args: [] };
  if (platform === 'win32') return { file: 'cmd', args: ['/c', 'start', ''] };
  const hasDisplay = Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  return hasDisplay ? { file: 'xdg-open', args: [] } : undefined;
}

/** Opens an address when there is a display; answers whether somebody will see it. Never fails. */
export function openBrowser(url: string, env: Environment): Promise<boolean> {
  const command = browserCommand(process.platform, env);
  if (!command) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(command.file, [...command.args, url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
