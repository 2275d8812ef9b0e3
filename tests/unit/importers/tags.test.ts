import { describe, expect, it } from 'vitest';
import { parseCredits } from '#main/importers/credits.ts';
import { parseTags } from '#main/importers/tags.ts';

describe('tags', () => {
  it.each([
    ['{"user:Team":"web","Env":"prod"}', { env: 'prod', team: 'web' }],
    ['"CostCenter": "1234","env": "prod"', { costcenter: '1234', env: 'prod' }],
    ["{'team': 'web', 'n': None}", { team: 'web' }],
    ["[{'key': 'team', 'value': 'web'}]", { team: 'web' }],
    ['[{"key":"team","value":"web"}]', { team: 'web' }],
    ['key:team value:web; key:env value:prod', { env: 'prod', team: 'web' }],
    ['team:web;env:prod;alone', { env: 'prod', team: 'web' }],
    ['{"a":"two\nlines"}', { a: 'two\nlines' }],
    ['{team=web, env=prod}', { env: 'prod', team: 'web' }],
    ['{team: web}', { team: 'web' }],
    ['[{"team":"web"},{"env":"prod"}]', { env: 'prod', team: 'web' }],
    ["[('team', 'web')]", { team: 'web' }],
  ])('reads %s', (cell, tags) => {
    expect(parseTags(cell)).toEqual(tags);
  });

  it.each(['', '{}', '[]', 'NULL', 'null', '""', '"""""""', 'no tags at all'])('finds none in %s', (cell) => {
    expect(parseTags(cell)).toEqual({});
  });
});

describe('credits', () => {
  it('keeps amounts as they are written, in JSON and in Python text', () => {
    expect(parseCredits("[{'name': 'x', 'amount': -5e-06, 'full_name': None, 'type': 'PROMOTION'}]")).toEqual(
      [{ amount: '-5e-06', type: 'PROMOTION' }],
    );
    expect(parseCredits('[{"name":"x","amount":-0.1,"type":"CUD"},{"amount":-0.2}]')).toEqual([
      { amount: '-0.1', type: 'CUD' },
      { amount: '-0.2', type: '' },
    ]);
    expect(parseCredits('[]')).toEqual([]);
    expect(parseCredits('broken')).toBeUndefined();
  });
});
