import { notifications } from '@mantine/notifications';
import { failureOf } from '../client/failure.ts';

const CLOSE = { 'aria-label': 'Close the notice' };

/** Says in a corner that something was done. */
export function sayDone(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true, closeButtonProps: CLOSE });
}

/** Says what failed, with the backend's own sentence; it stays until it is closed. */
export function sayFailed(error: unknown): void {
  notifications.show({
    message: failureOf(error).message,
    color: 'var(--adverse)',
    autoClose: false,
    withBorder: true,
    role: 'alert',
    closeButtonProps: CLOSE,
  });
}
