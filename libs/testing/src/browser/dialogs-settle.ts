import type { Page } from 'playwright-core';
import { eventually } from '../eventually.js';

/** No dialog is there, or the one above all others has the focus. */
const IS_SETTLED = `(() => {
  const above = [...document.querySelectorAll('[role="dialog"]')].pop();
  return !above || above.contains(document.activeElement);
})()`;

/**
 * Waits until dialogs have taken the focus or given it back. One that opens takes it a moment after it is shown, and
 * one that closes gives it back to whatever opened it: a key between those would go to something else than what had
 * the focus before. Somebody at a keyboard is slower than that; a test on a busy machine is not.
 */
export async function dialogsSettle(page: Page): Promise<void> {
  await eventually(() => page.evaluate<boolean>(IS_SETTLED), {
    ...{ withinMs: 30_000, everyMs: 20 },
    what: 'dialogs to have taken the focus or to have gone',
  });
}
