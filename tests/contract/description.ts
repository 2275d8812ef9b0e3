import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { generateDocument } from '#main/transport/http/openapi.ts';

const VERBS = ['get', 'post', 'put', 'delete'] as const;

/** An operation as the OpenAPI document describes it. */
export interface DescribedOperation {
  readonly verb: string;
  /** With its parameters in braces: `/budgets/{budgetId}`. */
  readonly path: string;
  readonly operationId: string;
}

export interface Description {
  readonly document: Awaited<ReturnType<typeof generateDocument>>;
  readonly operations: readonly DescribedOperation[];
  /** What is wrong with an answer by the schema of its status; empty where it is as described. */
  readonly problems: (operation: DescribedOperation, status: number, body: unknown) => readonly string[];
}

/** The document of the REST API, compiled, so that answers can be held against it. */
export async function describeApi(): Promise<Description> {
  const document = JSON.parse(JSON.stringify(await generateDocument('test'))) as Description['document'];
  const ajv = new Ajv2020({ strict: false, allErrors: false, formats: { 'date-time': true, date: true } });
  ajv.addSchema({ $id: 'api', ...document });
  const compiled = new Map<string, ValidateFunction | undefined>();
  const validatorOf = ({ path, verb }: DescribedOperation, status: number): ValidateFunction | undefined => {
    const responses = document.paths?.[path]?.[verb as 'get']?.responses ?? {};
    const answered = String(status) in responses ? String(status) : status >= 400 ? 'default' : undefined;
    if (answered === undefined) return undefined;
    const steps = ['paths', path, verb, 'responses', answered, 'content', 'application/json', 'schema'];
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
    const reference = `api#/${pointer.join('/')}`;
    if (!compiled.has(reference)) compiled.set(reference, ajv.getSchema(reference));
    return compiled.get(reference);
  };
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    VERBS.flatMap((verb) => {
      const operationId = item?.[verb]?.operationId;
      return operationId === undefined ? [] : [{ verb, path, operationId }];
    }),
  );
  return {
    document,
    operations,
    problems: (operation, status, body) => {
      const validate = validatorOf(operation, status);
      if (validate === undefined) return [`status ${status} is not described`];
      return validate(body) ? [] : [ajv.errorsText(validate.errors)];
    },
  };
}
