import { useState, type ReactNode } from 'react';
import { Button, TextInput } from '@mantine/core';
import { Form } from '../../forms/Form.tsx';
import type { Question } from './questions.ts';
import type { ReadingOptions } from './use-import-run.ts';

const MOST_BUTTONS = 12;

/** What only a person knows about a file: a click answers, and the file is read again. */
export function Questions({
  questions,
  onAnswer,
}: {
  readonly questions: readonly Question[];
  readonly onAnswer: (options: ReadingOptions) => void;
}): ReactNode {
  return questions.map((question) => (
    <div key={question.reason} className="stack tight" role="group" aria-label={question.reason}>
      <p>{question.reason}</p>
      {question.field === undefined ? (
        <div className="row">
          {question.answers.slice(0, MOST_BUTTONS).map(({ label, options }) => (
            <Button key={label} variant="default" onClick={() => onAnswer(options)}>
              {label}
            </Button>
          ))}
        </div>
      ) : (
        <Written field={question.field} onAnswer={onAnswer} />
      )}
    </div>
  ));
}

function Written({
  field,
  onAnswer,
}: {
  readonly field: 'year' | 'date';
  readonly onAnswer: (options: ReadingOptions) => void;
}): ReactNode {
  const [text, setText] = useState('');
  const isYear = field === 'year';
  return (
    <Form className="row end" onSubmit={() => onAnswer(isYear ? { year: Number(text) } : { date: text })}>
      <TextInput
        type={isYear ? 'number' : 'date'}
        label={isYear ? 'Year of the months' : 'Day of all rows'}
        min={isYear ? 1990 : undefined}
        max={isYear ? 2099 : undefined}
        value={text}
        required
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={text === ''}>
        Read it so
      </Button>
    </Form>
  );
}
