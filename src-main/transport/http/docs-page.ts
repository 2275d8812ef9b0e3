import type { OpenAPI } from '@orpc/openapi';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; }
summary { cursor: pointer; padding: .35rem 0; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { overflow: auto; max-height: 24rem; border: 1px solid; padding: .75rem; }
table { border-collapse: collapse; }
td { padding: .15rem .9rem .15rem 0; vertical-align: top; }
`;

const VERBS = ['get', 'post', 'put', 'delete'] as const;

interface Entry {
  readonly verb: string;
  readonly path: string;
  readonly operation: OpenAPI.OperationObject;
}

/** The description of the REST API for readers: one self-contained page without scripts. */
export function documentPage(document: OpenAPI.Document): string {
  const groups = new Map<string, Entry[]>();
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const verb of VERBS) {
      const operation = item?.[verb];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? 'Other';
      groups.set(tag, [...(groups.get(tag) ?? []), { verb, path, operation }]);
    }
  const sections = [...groups].map(
    ([tag, entries]) => `<h2>${text(tag)}</h2>\n${entries.map(entryOf).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Headroom REST API</title>
<style nonce="__NONCE__">${STYLE}</style>
</head>
<body>
<h1>Headroom REST API</h1>
<p>${text(document.info.description ?? '')} The same for programs: <a href="/api/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
</body>
</html>
`;
}

function entryOf({ verb, path, operation }: Entry): string {
  const rows = (operation.parameters ?? []).flatMap((parameter) =>
    'name' in parameter
      ? [
          `<tr><td><code>${text(parameter.name)}</code></td><td>${text(parameter.in)}</td><td>${text(parameter.description ?? '')}</td></tr>`,
        ]
      : [],
  );
  const body = operation.requestBody;
  const request = body !== undefined && 'content' in body ? schemaOf('Body', body.content) : '';
  const answers = Object.entries(operation.responses ?? {}).map(([status, answer]) =>
    status !== 'default' && 'content' in answer ? schemaOf(`Answer ${status}`, answer.content ?? {}) : '',
  );
  return `<details>
<summary><code>${verb.toUpperCase()} /api${text(path)}</code> ${text(operation.summary ?? '')}</summary>
${rows.length === 0 ? '' : `<table>${rows.join('')}</table>`}
${request}${answers.join('')}
</details>`;
}

function schemaOf(title: string, content: Readonly<Record<string, { schema?: unknown }>>): string {
  const parts = Object.entries(content).map(([type, { schema }]) => {
    const shape = schema === undefined ? '' : `<pre>${text(JSON.stringify(schema, null, 2))}</pre>`;
    return `<p>${text(title)}, <code>${text(type)}</code></p>${shape}`;
  });
  return parts.join('');
}

function text(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
