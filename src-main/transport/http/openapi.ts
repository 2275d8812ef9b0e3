import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { alertSchema } from '#shared/contract/alerts.ts';
import { approvalSchema } from '#shared/contract/approvals.ts';
import { budgetSchema } from '#shared/contract/budget-shapes.ts';
import { moneySchema } from '#shared/contract/common.ts';
import { contract } from '#shared/contract/contract.ts';
import { ERRORS } from '#shared/contract/errors.ts';
import { forecastSchema } from '#shared/contract/forecasts.ts';
import { importSchema } from '#shared/contract/imports.ts';
import { scenarioSchema } from '#shared/contract/scenarios.ts';
import { varianceRowSchema } from '#shared/contract/variance.ts';
import type { PageFile } from '../page/page-files.ts';
import { API_PREFIX } from './api.ts';
import { documentPage } from './docs-page.ts';

type Operation = OpenAPI.OperationObject;
type Schema = OpenAPI.SchemaObject;

export interface ApiDocument {
  /** The document or its readable page, by address; undefined for any other address. */
  fileAt(pathname: string): Promise<PageFile | undefined>;
}

/** The description of the REST API, made from the contract when it is first asked for. */
export function createApiDocument(version: string): ApiDocument {
  let files: Promise<ReadonlyMap<string, PageFile>> | undefined;
  return {
    fileAt: async (pathname) => {
      if (pathname !== `${API_PREFIX}/openapi.json` && pathname !== `${API_PREFIX}/docs`) return undefined;
      files ??= describe(version);
      return (await files).get(pathname);
    },
  };
}

async function describe(version: string): Promise<ReadonlyMap<string, PageFile>> {
  const document = await generateDocument(version);
  return new Map([
    [
      `${API_PREFIX}/openapi.json`,
      { type: 'application/json', content: Buffer.from(JSON.stringify(document, null, 1)) },
    ],
    [
      `${API_PREFIX}/docs`,
      { type: 'text/html; charset=utf-8', content: Buffer.from(documentPage(document)) },
    ],
  ]);
}

/** The OpenAPI 3.1 document of the contract, with the envelope that the transport adds to every answer. */
export async function generateDocument(version: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter(OWN_FORMS)] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Headroom',
      version,
      description:
        'Every answer is {success, data, meta?, timestamp} or {success, error, timestamp}. Send the token that the server printed at its start as "Authorization: Bearer TOKEN". Money in requests is a decimal string or a number of at most six decimals.',
    },
    servers: [{ url: API_PREFIX }],
    security: [{ token: [] }],
    commonSchemas: COMMON,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas: { Error: ERROR } },
  });
  const paths = { ...document.paths };
  Object.assign(paths, { '/imports': { ...paths['/imports'], post: importOperation() } });
  for (const item of Object.values(paths))
    for (const verb of ['get', 'post', 'put', 'delete'] as const) {
      const operation = item?.[verb];
      if (operation !== undefined) describeTransport(operation, verb);
    }
  return { ...document, paths };
}

/** Shapes that many answers share, written once. */
const COMMON = {
  Money: { strategy: 'output', schema: moneySchema },
  Budget: { strategy: 'output', schema: budgetSchema },
  Forecast: { strategy: 'output', schema: forecastSchema },
  Alert: { strategy: 'output', schema: alertSchema },
  Approval: { strategy: 'output', schema: approvalSchema },
  Import: { strategy: 'output', schema: importSchema },
  Scenario: { strategy: 'output', schema: scenarioSchema },
  VarianceRow: { strategy: 'output', schema: varianceRowSchema },
} as const;

/** Days, months and dimensions are checked by code of the domain; in JSON they are strings. */
const OWN_FORMS = { unsupportedJsonSchema: { type: 'string' } } as const;

const ERROR: Schema = {
  type: 'object',
  required: ['success', 'error', 'timestamp'],
  properties: {
    success: { const: false },
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(ERRORS) },
        message: { type: 'string', description: 'What is wrong, where, and what to do.' },
        details: { description: 'Field paths, choices or names that help to act.' },
      },
    },
    timestamp: { type: 'string', format: 'date-time' },
  },
};

/** Adds to an operation what the transport adds to its requests and answers. */
function describeTransport(operation: Operation, verb: string): void {
  addOtherStatus(operation);
  for (const answer of Object.values(operation.responses ?? {})) {
    const json = 'content' in answer ? answer.content?.['application/json'] : undefined;
    if (json?.schema !== undefined) json.schema = inEnvelope(json.schema);
  }
  operation.responses = {
    ...operation.responses,
    default: {
      description: 'Refused or failed',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  };
  if (verb === 'get') return;
  const known = new Set(
    (operation.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : '')),
  );
  const added = verb === 'post' ? WRITE_PARAMETERS : [...WRITE_PARAMETERS, IF_MATCH];
  operation.parameters = [...(operation.parameters ?? []), ...added.filter(({ name }) => !known.has(name))];
}

/** A dry run of what makes something answers 200; evaluating alerts answers 201 where it adds a rule. */
function addOtherStatus(operation: Operation): void {
  const { responses } = operation;
  if (responses?.['201'] !== undefined)
    responses['200'] = { ...structuredClone(responses['201']), description: 'What a dry run would make' };
  else if (operation.operationId === 'alerts.evaluate' && responses?.['200'] !== undefined)
    responses['201'] = {
      ...structuredClone(responses['200']),
      description: 'Evaluated with the rule that was added',
    };
}

function inEnvelope(schema: Schema): Schema {
  return {
    ...schema,
    required: ['success', ...(schema.required ?? []), 'timestamp'],
    properties: {
      success: { const: true },
      ...schema.properties,
      timestamp: { type: 'string', format: 'date-time' },
    },
  };
}

const WRITE_PARAMETERS: readonly OpenAPI.ParameterObject[] = [
  {
    name: 'dryRun',
    in: 'query',
    description: 'Answers 200 with what the write would do, and does not do it',
    schema: { type: 'boolean' },
  },
  {
    name: 'asOf',
    in: 'query',
    description: 'The day on which one stands',
    schema: { type: 'string', format: 'date' },
  },
];
const IF_MATCH: OpenAPI.ParameterObject = {
  name: 'If-Match',
  in: 'header',
  description: 'The revision that was read, such as "3"; 409 when there is a newer one',
  schema: { type: 'string' },
};

/** `POST /imports`: the file itself as the body; the transport spools it and calls the operation of `/imports/files`. */
function importOperation(): Operation {
  const answer: Schema = {
    type: 'object',
    required: ['data'],
    properties: { data: { $ref: '#/components/schemas/Import' }, meta: { type: 'object' } },
  };
  return {
    operationId: 'imports.createFromBody',
    summary: 'Import one file, sent as the body',
    tags: ['Imports'],
    parameters: IMPORT_PARAMETERS.map(([name, description]) => ({
      name,
      in: 'query',
      required: name === 'name',
      description,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: { 'application/octet-stream': {} } },
    responses: { '201': { description: 'Imported', content: { 'application/json': { schema: answer } } } },
  };
}

const IMPORT_PARAMETERS = [
  ['name', 'The name of the file'],
  ['profile', 'How to read it, where the file alone does not say'],
  ['map', 'Columns by field: field=column,…'],
  ['tag', 'Tag keys by dimension: team=squad,…'],
  ['currency', 'The currency of rows that name none'],
  ['dateOrder', 'dmy, mdy or ymd'],
  ['decimal', 'The decimal mark'],
  ['encoding', 'The character set'],
  ['delimiter', 'The delimiter'],
  ['mode', 'auto, append or replace'],
  ['strict', 'true: refuse the file when a row is rejected'],
] as const;
