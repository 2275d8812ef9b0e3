import type { ReactNode } from 'react';

/** Fields that are sent together. The page answers them itself, so the browser sends nothing. */
export function Form({
  onSubmit,
  children,
  className = 'stack',
}: {
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}): ReactNode {
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
