import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);

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
