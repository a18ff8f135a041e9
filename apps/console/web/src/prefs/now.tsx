import { createContext, use, useEffect, useState, type ReactNode } from 'react';

const NowContext = createContext(Date.now());

/** One clock for the page: every relative time moves in the same second, a hidden page not at all. */
export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}

export const useNow = (): number => use(NowContext);
