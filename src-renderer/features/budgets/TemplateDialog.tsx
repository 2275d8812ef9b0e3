import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Answered, Failure } from '../../ui/States.tsx';
import { TemplateAsFile, TemplateFromFile } from './TemplateFiles.tsx';
import { TemplatePreview } from './TemplatePreview.tsx';

type Template = Outputs['templates']['list']['data'][number];

/** Makes budgets from a template: choose, fill in its parameters, create. */
export function TemplateDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: (firstId?: string) => void;
}): ReactNode {
  const templates = useQuery({ ...useQueries().templates.list.queryOptions({ input: {} }), enabled: isOpen });
  const [name, setName] = useState<string | null>(null);
  return (
    <Modal opened={isOpen} onClose={() => onClose()} size={560} title="Start from a template">
      <Answered query={templates} what="the templates" height={120}>
        {({ data }) => {
          const chosen = data.find((template) => template.name === name) ?? data[0];
          return (
            <div className="stack">
              <Select
                label="Template"
                data={data.map((template) => ({ value: template.name, label: template.title }))}
                value={chosen?.name ?? null}
                onChange={setName}
              />
              {chosen === undefined ? null : (
                <TemplateForm key={chosen.name} template={chosen} onDone={onClose} />
              )}
              <TemplateFromFile taken={data.map((template) => template.name)} onSaved={setName} />
            </div>
          );
        }}
      </Answered>
    </Modal>
  );
}

function TemplateForm({
  template,
  onDone,
}: {
  readonly template: Template;
  readonly onDone: (firstId?: string) => void;
}): ReactNode {
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(template.parameters.map((parameter) => [parameter.name, parameter.default])),
  );
  const apply = useMutation(
    useQueries().templates.apply.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${countText(data.length, 'budget', 'budgets')} created.`);
        onDone(data[0]?.id);
      },
    }),
  );
  const remove = useMutation(
    useQueries().templates.remove.mutationOptions({
      onSuccess: () => sayDone('The template is gone; undo brings it back.'),
      onError: sayFailed,
    }),
  );
  return (
    <Form onSubmit={() => apply.mutate({ name: template.name, parameters: values })}>
      <p className="prose">{template.description}</p>
      <Failure error={apply.error} />
      <div className="field-grid">
        {template.parameters.map(({ name, label }) => (
          <TextInput
            key={name}
            label={label}
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <TemplatePreview name={template.name} parameters={values} />
      <div className="row">
        <Button type="submit" loading={apply.isPending}>
          Create the budgets
        </Button>
        <TemplateAsFile name={template.name} parameters={values} />
        {template.builtIn ? null : (
          <Button
            variant="default"
            loading={remove.isPending}
            onClick={() => remove.mutate({ name: template.name })}
          >
            Delete this template
          </Button>
        )}
      </div>
    </Form>
  );
}
