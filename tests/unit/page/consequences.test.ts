import { describe, expect, it } from 'vitest';
import { consequencesText } from '../../../src-renderer/features/imports/consequences.ts';

type Preview = Parameters<typeof consequencesText>[0];

const counts = { rows: 1240, accepted: 1200, rejected: 0, skipped: 0 };
const july = { importId: 'imp-1', files: ['july.csv'], months: ['2026-07'], differences: [] };

function preview(consequences: Partial<Preview['consequences']>, more: Partial<Preview> = {}): Preview {
  return {
    ...{ counts, replaces: [], alreadyImported: null, ...more },
    consequences: { unit: 'row', new: 0, replacing: 0, beside: 0, ...consequences },
  };
}

describe('what becomes of rows, in words', () => {
  it('counts new ones beside those in place of earlier ones', () => {
    const both = preview({ new: 800, replacing: 400 }, { replaces: [july] });
    expect(consequencesText(both, 'auto')).toBe(
      '800 are new, 400 take the place of what was imported of 1 month.',
    );
    expect(consequencesText(both, 'append')).toBe('1,200 are new.');
    const one = preview({ new: 1, replacing: 1 }, { replaces: [july] });
    expect(consequencesText(one, 'auto')).toBe(
      '1 is new, 1 takes the place of what was imported of 1 month.',
    );
  });

  it('leaves out what there is none of, and says what is left out of the import', () => {
    const left = { counts: { rows: 1240, accepted: 1200, rejected: 30, skipped: 10 } };
    expect(consequencesText(preview({ new: 1200 }, left), 'auto')).toBe(
      '1,200 are new, 30 cannot be read and are kept aside, 10 have no amount and are skipped.',
    );
    expect(consequencesText(preview({ beside: 1200 }), 'auto')).toBe(
      '1,200 are the other view of usage that is there.',
    );
  });

  it('takes nothing of a file with a bad row where that was asked for', () => {
    const bad = { counts: { rows: 1201, accepted: 1200, rejected: 1, skipped: 0 } };
    expect(consequencesText(preview({ new: 1200 }, bad), 'auto', true)).toBe(
      'Nothing is imported: 1 cannot be read.',
    );
    expect(consequencesText(preview({ new: 1200 }), 'auto', true)).toBe('1,200 are new.');
  });

  it('speaks of charges where rows hold several', () => {
    const wide = preview({ unit: 'charge', new: 2400, replacing: 1200 }, { replaces: [july] });
    expect(consequencesText(wide, 'replace')).toBe(
      '1,200 rows hold 3,600 charges: 2,400 are new, 1,200 take the place of what was imported of 1 month.',
    );
  });

  it('says that nothing becomes of a file that is imported already', () => {
    expect(consequencesText(preview({ new: 1 }, { alreadyImported: 'imp-1' }), 'auto')).toContain('Nothing');
  });
});
