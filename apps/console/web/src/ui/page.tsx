import { useEffect, type ReactNode } from 'react';

function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Handrail`;
  }, [title]);
}

/** Heading of a screen; its title is also the title of the browser's tab. */
export function PageHeader({
  title,
  tabTitle = title,
  lead,
  children,
}: {
  readonly title: string;
  readonly tabTitle?: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}) {
  usePageTitle(tabTitle);
  return (
    <header className="page-header">
      <div className="page-heading">
        <h1 tabIndex={-1}>{title}</h1>
        {lead ? <p className="lead">{lead}</p> : null}
      </div>
      {children ? <div className="page-acts">{children}</div> : null}
    </header>
  );
}

export function Panel({
  title,
  id,
  aside,
  children,
  flush = false,
}: {
  readonly title: string;
  readonly id: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Content reaches the edges: tables do. */
  readonly flush?: boolean;
}) {
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside ? <div className="panel-aside">{aside}</div> : null}
      </div>
      <div className={flush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  );
}
