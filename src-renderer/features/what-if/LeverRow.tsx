import { memo, useId, useState, type ReactNode } from 'react';
import { RotateCcw, X } from 'lucide-react';
import { plainStyle } from '../../format/style.ts';
import type { LeverSetting } from './levers.ts';
import { LeverSlider } from './LeverSlider.tsx';

export interface LeverRowProps {
  readonly id: string;
  readonly label: string;
  readonly setting: LeverSetting;
  /** A fraction. */
  readonly value: number;
  readonly onChange: (id: string, value: number) => void;
  /** The pointer took hold of the slider, or let it go. */
  readonly onHold: (isHeld: boolean) => void;
  readonly onRemove?: (id: string) => void;
}

/** A lever: slider with its base marked, exact typing, unit, and back to base. It redraws only when its own value moves. */
export const LeverRow = memo(function LeverRow({
  id,
  label,
  setting,
  value,
  onChange,
  onHold,
  onRemove,
}: LeverRowProps): ReactNode {
  const field = useId();
  const { least, most, step, base, unit } = setting;
  const percent = tidy(value * 100);
  const isMoved = Math.abs(percent - base) > 1e-9;
  return (
    <div className={isMoved ? 'lever moved' : 'lever'}>
      <label className="lever-name" htmlFor={field}>
        {label}
      </label>
      <LeverSlider
        label={label}
        valueText={`${plainStyle().decimal(percent, 1)} ${unit}, base ${plainStyle().decimal(base, 0)}`}
        range={{ min: least, max: most, step }}
        value={percent}
        baseAt={placeOf(base, setting)}
        onChange={(next) => onChange(id, next / 100)}
        onHold={onHold}
      />
      <PercentField
        id={field}
        value={percent}
        setting={setting}
        onChange={(next) => onChange(id, next / 100)}
      />
      <span className="lever-unit">{unit}</span>
      <button
        type="button"
        className="tree-toggle"
        aria-label={
          onRemove === undefined ? `Reset ${label}` : isMoved ? `Reset ${label}` : `Remove ${label}`
        }
        disabled={!isMoved && onRemove === undefined}
        onClick={() => (isMoved || onRemove === undefined ? onChange(id, base / 100) : onRemove(id))}
      >
        {isMoved ? (
          <RotateCcw size={13} aria-hidden="true" />
        ) : onRemove === undefined ? null : (
          <X size={13} aria-hidden="true" />
        )}
      </button>
    </div>
  );
});

/** Where a value lies on the track: the thumb, 14 pixels wide, runs from its half to its half. */
function placeOf(value: number, { least, most }: LeverSetting): string {
  const share = (value - least) / (most - least);
  return `calc(${share * 100}% + ${7 - 14 * share}px)`;
}

/** Exact typing: the value is taken on every keystroke that is a number, and held to the lever's range when it is left. */
function PercentField({
  id,
  value,
  setting,
  onChange,
}: {
  readonly id: string;
  readonly value: number;
  readonly setting: LeverSetting;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const [text, setText] = useState<string | null>(null);
  return (
    <input
      id={id}
      className="lever-field"
      inputMode="decimal"
      value={text ?? String(value).replace('-', '\u2212')}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        const number = numberOf(next);
        if (number !== undefined && number >= setting.least && number <= setting.most) onChange(number);
      }}
      onBlur={() => {
        const number = text === null ? undefined : numberOf(text);
        setText(null);
        if (number !== undefined) onChange(Math.min(setting.most, Math.max(setting.least, number)));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}

/** A number as people type it: with either minus, a comma or a point, and perhaps a percent sign. */
function numberOf(text: string): number | undefined {
  const plain = text.replace('\u2212', '-').replace(',', '.').replace('%', '').trim();
  const number = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
