import { describe, expect, test } from 'vitest';
import { mergeInput, readingOptions, revisionOf } from '#main/transport/http/query.ts';

describe('the input of a request', () => {
  test('takes dryRun, asOf and knownAt from the query for every verb, and they win over the body', () => {
    const query = new URLSearchParams('dryRun=true&asOf=2026-01-31&knownAt=2026-02-01&other=1');
    expect(
      mergeInput(
        { method: 'POST', pathname: '/api/budgets' },
        { name: 'a', dryRun: false },
        query,
        undefined,
      ),
    ).toEqual({
      name: 'a',
      dryRun: 'true',
      asOf: '2026-01-31',
      knownAt: '2026-02-01',
    });
  });

  test('of DELETE is the whole query', () => {
    expect(
      mergeInput(
        { method: 'DELETE', pathname: '/api/budgets/a' },
        undefined,
        new URLSearchParams('withChildren=true'),
        3,
      ),
    ).toEqual({
      withChildren: 'true',
      expectedRevision: 3,
    });
  });

  test.each([[[]], ['text'], [1], [null]])('is never %j as a body', (body) => {
    expect(() =>
      mergeInput({ method: 'PUT', pathname: '/api/budgets/a' }, body, new URLSearchParams(), undefined),
    ).toThrow('must be a JSON object');
  });
});

describe('If-Match', () => {
  test.each([
    ['"3"', 3],
    ['W/"12"', 12],
    ['7', 7],
    ['*', undefined],
    [undefined, undefined],
  ])('%s names revision %s', (header, revision) => {
    expect(revisionOf(header)).toBe(revision);
  });

  test.each(['"x"', '""', '"1", "2"', '"-1"', '"9999999999999999"'])('%s is refused', (header) => {
    expect(() => revisionOf(header)).toThrow('If-Match');
  });
});

describe('reading options in an address', () => {
  test('take pairs in one word, as the command line does, or one by one', () => {
    const query = new URLSearchParams(
      'name=a.csv&map=billed=Net amount,date=Day&map[unit]=U=V&tag=team=squad&year=2024',
    );
    expect(readingOptions(query)).toEqual({
      name: 'a.csv',
      map: { billed: 'Net amount', date: 'Day', unit: 'U=V' },
      tags: { team: 'squad' },
      year: '2024',
    });
  });

  test('refuse a pair without a column', () => {
    expect(() => readingOptions(new URLSearchParams('map=billed'))).toThrow('field=column');
  });
});
