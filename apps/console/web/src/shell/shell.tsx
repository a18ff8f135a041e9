import { Drawer } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useShortcuts } from '../keyboard/shortcuts.js';
import { usePreferences } from '../prefs/preferences.js';
import { AccountControl } from '../session/account-control.js';
import { Icon } from '../ui/icons.js';
import { HelpControl, ThemeControl, ZoneControl, useNextTheme } from './controls.js';
import { Freshness } from './freshness.js';
import { HelpSheet } from './help-sheet.js';
import { Nav } from './nav.js';
import { SearchBox } from './search-box.js';
import { StaleBanner, useOutOfDate } from './stale-banner.js';

const Brand = () => (
  <Link href="/" className="brand">
    <img src="/favicon.svg" alt="" width="24" height="24" />
    <span>Handrail</span>
  </Link>
);

/** The frame of every screen: where to go, how fresh it is, one search box, the reader's settings. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [help, setHelp] = useState(false);
  const [menu, setMenu] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const { zone, setZone } = usePreferences();
  const nextTheme = useNextTheme();
  const outOfDate = useOutOfDate();
  useFocusOnNewScreen();
  useShortcuts({
    search: () => search.current?.focus(),
    help: () => setHelp((open) => !open),
    zone: () => setZone(zone === 'utc' ? 'local' : 'utc'),
    theme: nextTheme,
  });
  const controls = (
    <div className="controls">
      <ZoneControl />
      <ThemeControl />
      <AccountControl />
      <HelpControl onOpen={() => setHelp(true)} />
    </div>
  );
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <aside className="side">
        <Brand />
        <Nav />
        {controls}
      </aside>
      <div className="column">
        <header className="top" role="banner">
          <button
            type="button"
            className="button quiet menu-button"
            aria-label="Menu"
            onClick={() => setMenu(true)}
          >
            <Icon name="menu" size={20} />
          </button>
          <span className="top-brand">
            <Brand />
          </span>
          <Freshness />
          <SearchBox field={search} />
        </header>
        <main id="content" tabIndex={-1}>
          <StaleBanner />
          <div className={outOfDate ? 'is-out-of-date' : undefined}>{children}</div>
        </main>
      </div>
      <Drawer
        opened={menu}
        onClose={() => setMenu(false)}
        title="Handrail"
        size="16rem"
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <Nav onGo={() => setMenu(false)} />
        {controls}
      </Drawer>
      <HelpSheet opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** A reader who cannot see the page hears the title of the screen they came to. */
function useFocusOnNewScreen(): void {
  const [location] = useLocation();
  const shown = useRef(location);
  useEffect(() => {
    if (shown.current === location) return;
    shown.current = location;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [location]);
}
