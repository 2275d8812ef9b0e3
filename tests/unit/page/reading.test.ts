import { describe, expect, it } from 'vitest';
import { MAPPED_FIELDS } from '#shared/domain/import.ts';
import { namedEncoding } from '#main/importers/encoding.ts';
import { draftOf, isDelimiter, optionsOf } from '../../../src-renderer/features/imports/reading-draft.ts';
import {
  ENCODINGS,
  FURTHER_FIELDS,
  USUAL_FIELDS,
} from '../../../src-renderer/features/imports/reading-words.ts';

/** Names of the Encoding Standard that are no encoding of a file somebody has. */
const NO_FILES = ['x-user-defined'];
const STANDARD = (
  'utf-8 ibm866 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-8-i iso-8859-10 ' +
  'iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh windows-874 windows-1250 windows-1251 ' +
  'windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 x-mac-cyrillic gbk ' +
  'gb18030 big5 euc-jp iso-2022-jp shift_jis euc-kr utf-16be utf-16le x-user-defined'
).split(' ');

describe('what the form about how to read a file offers', () => {
  it('has each field that a column can be mapped to once', () => {
    const offered = [...USUAL_FIELDS, ...FURTHER_FIELDS.flatMap(({ fields }) => fields)];
    expect(offered.map(({ field }) => field).sort()).toEqual([...MAPPED_FIELDS].sort());
    expect(new Set(offered.map(({ label }) => label)).size).toBe(offered.length);
  });

  it('has every encoding that is read, and none that is not', () => {
    const offered = ENCODINGS.map(({ value }) => value);
    for (const name of offered) expect(() => namedEncoding(name, new Uint8Array())).not.toThrow();
    expect(STANDARD.filter((name) => !offered.includes(name))).toEqual(NO_FILES);
  });
});

describe('what the form about how to read a file says', () => {
  it('comes back as it was', () => {
    const options = {
      ...{
        profile: 'generic',
        encoding: 'koi8-r',
        delimiter: '\t',
        decimal: ',' as const,
        mode: 'replace' as const,
      },
      ...{ map: { date: 'A', 'cost.center': 'B' }, tags: { team: 'squad' } },
    } satisfies Parameters<typeof draftOf>[0];
    expect(optionsOf(draftOf(options))).toEqual(options);
    expect(optionsOf(draftOf({ year: 2026 }))).toEqual({ year: '2026' });
    expect(optionsOf({ currency: '', 'map.date': '' })).toEqual({});
  });

  it('takes delimiters by their names and any other as it is written', () => {
    expect(optionsOf({ delimiter: 'Semicolon' })).toEqual({ delimiter: ';' });
    expect(optionsOf({ delimiter: '~' })).toEqual({ delimiter: '~' });
    expect(['', ',', 'tab', '~', ' '].filter((text) => !isDelimiter(text))).toEqual([]);
    expect(['::', '"', 'commas', 'é'].filter(isDelimiter)).toEqual([]);
  });
});
