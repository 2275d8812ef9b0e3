import type { ReactNode } from 'react';

/** A panel: finding above measure and unit, controls at the right, a foot. */
export function Panel({
  title,
  label,
  actions,
  foot,
  children,
  className,
}: {
  readonly title: ReactNode;
  readonly label?: ReactNode;
  readonly actions?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}): ReactNode {
  return (
    <section className={className === undefined ? 'panel' : `panel ${className}`}>
      <header className="panel-head">
        <div>
          <h2 className="title">{title}</h2>
          {label === undefined ? null : <p className="label">{label}</p>}
        </div>
        {actions === undefined ? null : <div className="panel-actions">{actions}</div>}
      </header>
      <div className="panel-body">{children}</div>
      {foot === undefined ? null : <footer className="panel-foot">{foot}</footer>}
    </section>
  );
}

/** A page: the sentence that opens it, its controls, its panels. */
export function Page({
  finding,
  actions,
  children,
}: {
  readonly finding: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="finding">{finding}</h1>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A headline figure: what it is, its value, and what stands beside it. At most four a page. */
export function Figure({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}): ReactNode {
  return (
    <div className="figure">
      <dt className="label">{label}</dt>
      <dd>
        <span className="figure-value">{value}</span>
        {note === undefined ? null : <span className="figure-note">{note}</span>}
      </dd>
    </div>
  );
}

export function Figures({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className="figures">{children}</dl>;
}
