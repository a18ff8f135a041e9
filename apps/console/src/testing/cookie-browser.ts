interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export interface Visit {
  readonly status: number;
  /** Where it ended, after every redirect. */
  readonly url: URL;
  readonly text: string;
  readonly cookies: readonly string[];
}

/** A browser as far as signing in needs one: it keeps cookies by their path and follows redirects. */
export class CookieBrowser {
  readonly #base: string;
  #cookies: Cookie[] = [];

  constructor(base: string) {
    this.#base = base;
  }

  /** Visits a page, and whatever that sends it to. */
  async visit(path: string): Promise<Visit> {
    let url = new URL(path, this.#base);
    const set: string[] = [];
    for (let hops = 0; hops < 10; hops += 1) {
      const answer = await this.#send(url, { method: 'GET' });
      set.push(...answer.headers.getSetCookie());
      const next = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || next === null)
        return { status: answer.status, url, text: await answer.text(), cookies: set };
      await answer.arrayBuffer();
      url = new URL(next, url);
    }
    throw new Error('sent in a circle');
  }

  /** What the page itself sends. */
  async send(method: string, path: string, body?: object) {
    const answer = await this.#send(new URL(path, this.#base), {
      method,
      headers: { origin: this.#base, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** The same browser in another window, or at another process, for what happens to one session in two places. */
  copy(base = this.#base): CookieBrowser {
    const other = new CookieBrowser(base);
    other.#cookies = [...this.#cookies];
    return other;
  }

  async #send(url: URL, init: RequestInit & { headers?: Record<string, string> }) {
    const cookie = this.#cookies
      .filter(
        ({ path }) =>
          url.pathname === path ||
          url.pathname.startsWith(path.replace(/\/?$/, '/')) ||
          path === '/',
      )
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...init.headers, cookie },
    });
    for (const line of answer.headers.getSetCookie()) this.#take(line);
    return answer;
  }

  #take(line: string): void {
    const [pair, ...attributes] = line.split(/; */);
    const [name, value = ''] = pair!.split(/=(.*)/s) as [string, string];
    const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
    const expires = attributes.find((each) => /^expires=/i.test(each))?.slice(8);
    this.#cookies = this.#cookies.filter((each) => each.name !== name || each.path !== path);
    const isOver = expires !== undefined && Date.parse(expires) <= Date.now();
    if (!isOver && value !== '') this.#cookies.push({ name, value, path });
  }
}
