import { consoleService } from '@handrail/console';
import { dropDatabase } from '@handrail/platform';
import {
  openBrowser,
  startTestServices,
  testServerUrl,
  type TestServices,
} from '@handrail/testing';
import type { Browser, Page } from 'playwright-core';
import { FourServices, SERVICES } from '../four-services.js';
import { Network } from './network.js';

/** Who works at the browser of these tests. */
export const DESK = 'desk-2';

/** The four services with one hospital, the console beside them, and its page in a browser. */
export class NetworkInBrowser {
  readonly #consoles: TestServices;
  readonly #browser: Browser;

  private constructor(
    readonly network: Network,
    readonly page: Page,
    consoles: TestServices,
    browser: Browser,
  ) {
    this.#consoles = consoles;
    this.#browser = browser;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<NetworkInBrowser> {
    const [browser, services] = await Promise.all([openBrowser(), FourServices.start(env)]);
    const network = await Network.start(services);
    const consoles = await startTestServices([consoleService], {
      HANDRAIL_DATABASE_PREFIX: services.databasePrefix,
      ...Object.fromEntries(
        SERVICES.map((name) => [`HANDRAIL_${name.toUpperCase()}_URL`, services.url(name)]),
      ),
    });
    const context = await browser.newContext({
      ...{ viewport: { width: 1440, height: 900 }, locale: 'en-US' },
      timezoneId: 'America/New_York',
    });
    await context.addInitScript(`localStorage.setItem('handrail-worker', '${DESK}\\nnurse')`);
    return new NetworkInBrowser(network, await context.newPage(), consoles, browser);
  }

  async open(path: string, title: string): Promise<void> {
    await this.page.goto(this.#consoles.url('console') + path);
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#consoles.stop();
    await this.network.stop();
    await dropDatabase(testServerUrl(), `${this.network.services.databasePrefix}console`);
  }
}
