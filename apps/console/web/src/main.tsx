import '@mantine/core/styles.css';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/screens.css';
import './styles/care.css';
import './styles/desk.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { ApiError } from './live/api.js';
import { StreamProvider } from './live/stream.js';
import { WorkerProvider } from './screens/care/worker.js';
import { NowProvider } from './prefs/now.js';
import { PreferencesProvider } from './prefs/preferences.js';
import { theme } from './theme.js';

/** The policy of the page lets only styles with this number in; libraries ask for it by that name. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the server refuses will be refused again; what did not arrive may arrive.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.status >= 400),
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: 'handrail-theme' })}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <PreferencesProvider>
          <NowProvider>
            <StreamProvider>
              <WorkerProvider>
                <App />
              </WorkerProvider>
            </StreamProvider>
          </NowProvider>
        </PreferencesProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
