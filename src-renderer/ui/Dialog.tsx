import { useEffect, useState, type ReactNode } from 'react';
import { Modal, type ModalProps } from '@mantine/core';

/**
 * A dialog that is there as long as it is open, and so begins anew each time. The focus goes back to what had it before: a modal's
 * own return waits for it to be closed, and one that is unmounted never is.
 */
export function Dialog(props: Omit<ModalProps, 'opened'>): ReactNode {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Where the focus went elsewhere meanwhile, it stays there.
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
        before.focus({ preventScroll: true });
    },
    [before],
  );
  return <Modal opened {...props} />;
}
