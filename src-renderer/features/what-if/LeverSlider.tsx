import type { ReactNode } from 'react';

/** The slider of a lever, with its base marked. */
export function LeverSlider({
  label,
  valueText,
  range,
  value,
  baseAt,
  isDisabled = false,
  onChange,
  onHold,
}: {
  readonly label: string;
  /** The value as it is read out. */
  readonly valueText: string;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  readonly value: number;
  /** Where the base is marked, as a length from the left. */
  readonly baseAt: string;
  readonly isDisabled?: boolean;
  readonly onChange: (value: number) => void;
  /** The pointer took hold of the slider, or let it go. */
  readonly onHold: (isHeld: boolean) => void;
}): ReactNode {
  return (
    <span className="lever-track">
      <span className="lever-base" style={{ left: baseAt }} aria-hidden="true" />
      <input
        type="range"
        className="slider lever-slider"
        aria-label={`${label}, slider`}
        aria-valuetext={valueText}
        {...range}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
        onPointerDown={() => onHold(true)}
        onPointerUp={() => onHold(false)}
        onPointerCancel={() => onHold(false)}
      />
    </span>
  );
}
