import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Textarea } from '@mantine/core';
import { useQueries } from '../../client/backend.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';

/** A setting whose form its own subject knows: edited as the text the command line reads, checked by the backend. */
export function PolicyEditor({
  title,
  label,
  field,
  value,
}: {
  readonly title: string;
  readonly label: string;
  readonly field: 'approvalPolicy' | 'destinations';
  readonly value: unknown;
}): ReactNode {
  const [text, setText] = useState(
    value === null || value === undefined ? '' : JSON.stringify(value, null, 2),
  );
  const parsed = parse(text);
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => sayDone(`${title} kept.`),
      onError: sayFailed,
    }),
  );
  return (
    <Panel title={title} label={label} className="span-6">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.isValid) save.mutate({ [field]: parsed.value });
        }}
      >
        <Textarea
          aria-label={title}
          autosize
          minRows={3}
          maxRows={14}
          placeholder="default"
          value={text}
          error={parsed.isValid ? undefined : 'Not JSON'}
          onChange={(event) => setText(event.currentTarget.value)}
          classNames={{ input: 'mono' }}
        />
        <div>
          <Button type="submit" variant="default" loading={save.isPending}>
            Keep
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function parse(
  text: string,
): { readonly isValid: true; readonly value: unknown } | { readonly isValid: false } {
  if (text.trim() === '') return { isValid: true, value: null };
  try {
    return { isValid: true, value: JSON.parse(text) as unknown };
  } catch {
    return { isValid: false };
  }
}
