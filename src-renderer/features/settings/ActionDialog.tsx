import { useState, type ReactNode } from 'react';
import { Checkbox, Select, TagsInput, Textarea } from '@mantine/core';
import { ALERT_BASES, DRIVER_DIMENSIONS, SEVERITIES } from '#shared/domain/alert.ts';
import { sentenceCase } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import {
  BASIS_WORDS,
  entryOf,
  fieldsOf,
  problemsOf,
  type ActionFields,
  type CatalogueEntry,
} from './catalogue-draft.ts';

const NO_DRIVER = { value: '', label: 'none: give it always' };

/** One recommended action: what it says, and which alerts it is for. */
export function ActionDialog({
  entry,
  onKeep,
  onClose,
}: {
  /** What is changed; undefined adds one. */
  readonly entry: CatalogueEntry | undefined;
  readonly onKeep: (entry: CatalogueEntry) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [fields, setFields] = useState<ActionFields>(() => fieldsOf(entry));
  const [isChecked, setIsChecked] = useState(false);
  const set = (part: Partial<ActionFields>): void => setFields((held) => ({ ...held, ...part }));
  const found = problemsOf(fields);
  // An empty form is not scolded before somebody says it is done.
  const problems = isChecked ? found : {};
  return (
    <Dialog onClose={onClose} size={520} title={entry === undefined ? 'Add an action' : 'Change the action'}>
      <Form
        onSubmit={() => {
          if (Object.keys(found).length > 0) setIsChecked(true);
          else onKeep(entryOf(fields));
        }}
      >
        <Textarea
          label="What to do"
          description="{value} and {dimension} are filled in from the driver"
          autosize
          minRows={2}
          maxRows={6}
          data-autofocus
          value={fields.text}
          error={problems.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <Checkbox.Group
          label="For alerts of severity"
          value={[...fields.severities]}
          error={problems.severities}
          onChange={(severities) => set({ severities })}
        >
          <div className="check-grid">
            {SEVERITIES.map((severity) => (
              <Checkbox key={severity} value={severity} label={sentenceCase(severity)} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox.Group
          label="For rules on"
          value={[...fields.bases]}
          error={problems.bases}
          onChange={(bases) => set({ bases })}
        >
          <div className="check-grid">
            {ALERT_BASES.map((basis) => (
              <Checkbox key={basis} value={basis} label={sentenceCase(BASIS_WORDS[basis])} />
            ))}
          </div>
        </Checkbox.Group>
        <DriverFields fields={fields} set={set} />
        <FormFoot submit={entry === undefined ? 'Add' : 'Change'} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}

/** The driver that an alert must have, and the words of which its name has one. */
function DriverFields({
  fields: { dimension, words },
  set,
}: {
  readonly fields: ActionFields;
  readonly set: (part: Partial<ActionFields>) => void;
}): ReactNode {
  const dimensions = new Set<string>([...DRIVER_DIMENSIONS, ...(dimension === '' ? [] : [dimension])]);
  return (
    <>
      <Select
        label="Driver it needs"
        data={[NO_DRIVER, ...dimensions]}
        value={dimension}
        onChange={(next) => set({ dimension: next ?? '', ...(next === '' && { words: [] }) })}
      />
      {dimension === '' ? null : (
        <TagsInput
          label={`Words of which the ${dimension} has one`}
          description="Enter ends a word; without any, every name fits"
          placeholder={words.length === 0 ? 'any' : ''}
          value={[...words]}
          onChange={(next) => set({ words: next })}
        />
      )}
    </>
  );
}
