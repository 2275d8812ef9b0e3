import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { amountOf } from '../../../format/amount.ts';
import { decimalSign } from '../../../format/style.ts';

/** Keys that keep the amount, and where they lead. */
const LEADING: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  Enter: [1, 0],
  Tab: [0, 1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** The field of a cell that is being changed: Enter, Tab, up and down keep, Escape leaves it as it was. */
export function CellInput({
  label,
  text,
  onCommit,
  onCancel,
}: {
  readonly label: string;
  readonly text: string;
  /** Keeps what was typed and goes on by so many rows and columns; answers whether it was an amount. */
  readonly onCommit: (text: string, rows: number, columns: number) => boolean;
  readonly onCancel: () => void;
}): ReactNode {
  const [value, setValue] = useState(text);
  const isSettled = useRef(false);
  const settle = (rows: number, columns: number): void => {
    if (isSettled.current) return;
    // Set before it is kept: the field goes, and its going must not keep it again.
    isSettled.current = true;
    isSettled.current = onCommit(value, rows, columns);
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      isSettled.current = true;
      onCancel();
    }
    const leading = LEADING[event.key];
    if (leading === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [rows, columns] = leading;
    const isBack = event.shiftKey && (event.key === 'Enter' || event.key === 'Tab');
    settle(isBack ? -rows : rows, isBack ? -columns : columns);
  };
  return (
    <input
      autoFocus
      aria-label={label}
      inputMode="decimal"
      value={value}
      aria-invalid={amountOf(value, decimalSign()) === undefined ? true : undefined}
      onChange={(event) => setValue(event.currentTarget.value)}
      onKeyDown={handleKey}
      onBlur={() => {
        settle(0, 0);
        if (!isSettled.current) onCancel();
      }}
      onPaste={(event) => event.stopPropagation()}
      onCopy={(event) => event.stopPropagation()}
      onCut={(event) => event.stopPropagation()}
    />
  );
}
