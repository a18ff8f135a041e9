import type { Page } from 'playwright-core';

/** More than any screen of ours takes. */
const STEPS_AT_MOST = 120;

/** What the element that has the focus is called: by its own label, by that of a field, by its text. */
const NAMES = `(({ ariaLabel, labels, innerText }) =>
  [ariaLabel, labels?.[0]?.innerText, innerText].filter(Boolean))(document.activeElement)`;

/** Presses Tab until what has the focus is called so: the way of somebody without a mouse. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < STEPS_AT_MOST; steps += 1) {
    await page.keyboard.press('Tab');
    const names = await page.evaluate<string[]>(NAMES);
    if (names.some((called) => plain(called) === name)) return;
  }
  throw new Error(`Nothing is called "${name}" within ${STEPS_AT_MOST} steps of the Tab key`);
}

/** Without the star of a field that has to be filled in. */
const plain = (called: string): string =>
  called
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*\*$/, '');
