import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what had it before a dialog that is mounted open, once it is gone: the dialog's own return waits for it
 * to be closed, and one that is unmounted never is.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Where the focus went elsewhere meanwhile, it stays there.
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
        before.focus({ preventScroll: true });
    },
    [before],
  );
}
