import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Popover, TextInput } from '@mantine/core';
import { History, Pin } from 'lucide-react';
import { isDay, type Day } from '#shared/domain/calendar.ts';
import { useQueries } from '../client/backend.tsx';
import { dayText } from '../format/style.ts';
import { sayFailed } from '../session/notices.ts';
import { useKnownDay, usePastReason, useWorkspace } from '../session/workspace.ts';

/** The day one stands on, and the day of knowledge. Others than today's show a sign, and have a way back. */
export function AsOf(): ReactNode {
  const workspace = useWorkspace();
  const { day: known } = useKnownDay();
  const [isOpen, setIsOpen] = useState(false);
  if (workspace === undefined) return null;
  const close = (): void => setIsOpen(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus position="bottom-start" withRoles>
      <Popover.Target>
        <button type="button" className="bar-button" onClick={() => setIsOpen(!isOpen)}>
          {workspace.pinnedAsOf === null ? null : <Pin size={14} aria-label="pinned" />}
          <span>as of {dayText(workspace.asOf)}</span>
          {known === null ? null : (
            <>
              <History size={14} aria-label="as known on an earlier day" />
              <span className="from-1200">known {dayText(known)}</span>
            </>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Day the figures stand on">
        <div className="stack">
          <PinnedDay asOf={workspace.asOf} isPinned={workspace.pinnedAsOf !== null} onDone={close} />
          <KnownDay today={workspace.today} onDone={close} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The day one stands on is pinned in the workspace. */
function PinnedDay({
  asOf,
  isPinned,
  onDone,
}: {
  readonly asOf: string;
  readonly isPinned: boolean;
  readonly onDone: () => void;
}): ReactNode {
  const pastReason = usePastReason();
  const pin = useMutation(
    useQueries().settings.set.mutationOptions({ onSuccess: onDone, onError: sayFailed }),
  );
  return (
    <DayForm
      label="Show figures as of"
      description={pastReason ?? 'Pinned in the workspace until you take it off.'}
      isDisabled={pastReason !== null}
      day={asOf}
      word="Pin this day"
      isBusy={pin.isPending}
      isMain
      onChoose={(day) => pin.mutate({ asOf: day })}
      back={isPinned ? { word: 'Back to today', go: () => pin.mutate({ asOf: null }) } : undefined}
    />
  );
}

/** The day of knowledge is a way of looking, kept for this machine. */
function KnownDay({ today, onDone }: { readonly today: string; readonly onDone: () => void }): ReactNode {
  const { day: known, choose } = useKnownDay();
  const put = (day: string | null): void => {
    choose(day);
    onDone();
  };
  return (
    <DayForm
      label="As they were known on"
      description="Leaves out what was imported or changed after this day."
      day={known ?? ''}
      latest={today}
      word="Show what was known"
      onChoose={put}
      back={known === null ? undefined : { word: 'Back to what is known today', go: () => put(null) }}
    />
  );
}

function DayForm({
  label,
  description,
  day,
  latest,
  word,
  isBusy = false,
  isMain = false,
  isDisabled = false,
  onChoose,
  back,
}: {
  readonly label: string;
  readonly description: string;
  readonly day: string;
  readonly latest?: string;
  readonly word: string;
  readonly isBusy?: boolean;
  /** Takes the focus when the list opens, unless it is disabled. */
  readonly isMain?: boolean;
  readonly isDisabled?: boolean;
  readonly onChoose: (day: Day) => void;
  readonly back: { readonly word: string; readonly go: () => void } | undefined;
}): ReactNode {
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = new FormData(event.currentTarget).get('day');
        if (typeof chosen === 'string' && isDay(chosen)) onChoose(chosen);
      }}
    >
      <TextInput
        type="date"
        name="day"
        label={label}
        description={description}
        defaultValue={day}
        required
        disabled={isDisabled}
        {...(latest === undefined ? {} : { max: latest })}
        {...(isMain && !isDisabled ? { 'data-autofocus': true } : {})}
      />
      <div className="row">
        <Button type="submit" variant={isMain ? 'filled' : 'default'} loading={isBusy} disabled={isDisabled}>
          {word}
        </Button>
        {back === undefined ? null : (
          <Button variant="default" disabled={isDisabled} onClick={back.go}>
            {back.word}
          </Button>
        )}
      </div>
    </form>
  );
}
