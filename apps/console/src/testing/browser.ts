import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { appFolder } from '../web-page/web-bundle.js';

const require = createRequire(import.meta.url);

/** Builds the page as it is now into a folder of its own, so that no test sees a stale one. */
export function buildPage(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-built-'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  const web = join(appFolder(), 'web');
  const built = spawnSync(
    process.execPath,
    [vite, 'build', web, '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' } },
  );
  if (built.status !== 0) throw new Error(`The page does not build:\n${built.stderr}`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Violation {
  readonly id: string;
  readonly impact: string | null | undefined;
  readonly targets: readonly string[];
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it is; the page's own policy keeps scripts out, this one is ours. */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<Violation[]> {
  await page.evaluate(`if (!globalThis.axe) { ${AXE} }`);
  return page.evaluate(async (wanted) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: unknown,
          options: object,
        ): Promise<{
          violations: { id: string; impact?: string; nodes: { target: unknown[] }[] }[];
        }>;
      };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run(globalThis.document, {
      resultTypes: ['violations'],
      runOnly: wanted ? { type: 'rule', values: wanted } : { type: 'tag', values: tags },
    });
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      targets: nodes.map((node) => node.target.join(' ')),
    }));
  }, rules);
}

declare global {
  // The functions given to `evaluate` run in the browser.
  var document: unknown;
}
