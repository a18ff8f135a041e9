import { dialogsSettle } from '@handrail/testing';
import type { Page } from 'playwright-core';

/** More than any screen of ours takes. */
const STEPS_AT_MOST = 120;

/** What the element that has the focus is called: by its own label, by that of a field, by its text. */
const NAMES = `(({ ariaLabel, labels, innerText }) =>
  [ariaLabel, labels?.[0]?.innerText, innerText].filter(Boolean))(document.activeElement)`;

/** Presses Tab until what has the focus is called so: the way of somebody without a mouse. */
export async function tabTo(page: Page, name: string): Promise<void> {
  await dialogsSettle(page);
  for (let steps = 0; steps < STEPS_AT_MOST; steps += 1) {
    await page.keyboard.press('Tab');
    const names = await page.evaluate<string[]>(NAMES);
    if (names.some((called) => plain(called) === name)) return;
  }
  throw new Error(`Nothing is called "${name}" within ${STEPS_AT_MOST} steps of the Tab key`);
}

/** A dialog takes the focus shortly after it is there; a key before that would go astray. */
export async function dialogHasFocus(page: Page, shows: string): Promise<void> {
  await page.getByRole('dialog').getByText(shows).first().waitFor();
  await page.getByRole('dialog').locator(':focus').waitFor();
}

/** What was done is said; what was refused stands in the dialog, and is what the failure shows. */
export async function hears(page: Page, text: string, broken: readonly string[]): Promise<void> {
  const saying = page.getByRole('status').getByText(text).first();
  await saying.waitFor().catch(async () => {
    const open = await page.getByRole('dialog').allInnerTexts();
    const notices = await page.getByRole('status').allInnerTexts();
    const alerts = await page.getByRole('alert').allInnerTexts();
    throw new Error(
      `Nobody says "${text}" at ${page.url()} but "${[...notices, ...alerts, ...broken].join('; ')}"; ` +
        `the dialog: ${open.join(' ') || 'is closed'}`,
    );
  });
}

/** Without the star of a field that has to be filled in. */
const plain = (called: string): string =>
  called
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*\*$/, '');
