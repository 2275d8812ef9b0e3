import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from '@mantine/core';
import { useQueries } from '../../client/backend.tsx';
import { Answered } from '../../ui/States.tsx';
import { TemplateEditor } from './TemplateEditor.tsx';
import { TemplateFromFile } from './TemplateFiles.tsx';
import { TemplateForm } from './TemplateForm.tsx';

/** Makes budgets from a template: choose, fill in its parameters, create. An own one can be changed. */
export function TemplateDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: (firstId?: string) => void;
}): ReactNode {
  const templates = useQuery({ ...useQueries().templates.list.queryOptions({ input: {} }), enabled: isOpen });
  const [name, setName] = useState<string | null>(null);
  const [editedName, setEditedName] = useState<string>();
  const edited = templates.data?.data.find((template) => template.name === editedName);
  const close = (firstId?: string): void => {
    setEditedName(undefined);
    onClose(firstId);
  };
  return (
    <Modal
      opened={isOpen}
      onClose={() => close()}
      size={edited === undefined ? 560 : 720}
      title={edited === undefined ? 'Start from a template' : `Change the template “${edited.title}”`}
    >
      {edited === undefined ? (
        <Answered query={templates} what="the templates" height={120}>
          {({ data }) => {
            const chosen = data.find((template) => template.name === name) ?? data[0];
            const taken = data.map((template) => template.name);
            return (
              <div className="stack">
                <Select
                  label="Template"
                  data={data.map((template) => ({ value: template.name, label: template.title }))}
                  value={chosen?.name ?? null}
                  onChange={setName}
                />
                {chosen === undefined ? null : (
                  <TemplateForm
                    key={chosen.name}
                    template={chosen}
                    taken={taken}
                    onDone={close}
                    onEdit={(own) => {
                      setName(own);
                      setEditedName(own);
                    }}
                  />
                )}
                <TemplateFromFile taken={taken} onSaved={setName} />
              </div>
            );
          }}
        </Answered>
      ) : (
        <TemplateEditor key={edited.name} template={edited} onDone={() => setEditedName(undefined)} />
      )}
    </Modal>
  );
}
