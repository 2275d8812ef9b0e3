import { chargeLayout } from '../charge-layout.ts';
import { sideOf } from '../generic/cells.ts';
import type { Header } from '../header.ts';
import { headerHash } from '../header-hash.ts';
import { presentColumns, term, type Layout, type Profile, type Sample } from '../profile.ts';

/** Fields of the metadata record, counted from 0. */
const FISCAL_YEAR_START = 12;
const CURRENCY = 21;

/** DATEV posting batch (EXTF): metadata in record 1, amounts without sign beside a debit/credit flag, days without a year. */
export const datev: Profile = {
  name: 'datev',
  replaces: false,
  match(header, sample) {
    if (header.column('Belegdatum') < 0 || header.column('Soll/Haben-Kennzeichen') < 0) return undefined;
    if (!/^(EXTF|DTVF)$/.test(sample.preamble[0]?.[0] ?? '')) return undefined;
    return {
      score: 120,
      reason: 'Record 1 begins with EXTF, and the header has Belegdatum and Soll/Haben-Kennzeichen.',
      layout: () => layoutOf(header, sample),
    };
  },
};

function layoutOf(header: Header, sample: Sample): Layout {
  const metadata = sample.preamble[0] ?? [];
  const start = metadata[FISCAL_YEAR_START] ?? '';
  const amount = header.names.findIndex((name) => /^Umsatz/i.test(name));
  const billed = term(amount);
  return chargeLayout({
    texts: {
      currency: header.column('WKZ Umsatz'),
      account: header.column('Konto'),
      service: header.names.findIndex((name) => /^Gegenkonto/i.test(name)),
      sku: header.column('Buchungstext'),
      invoice: header.column('Belegfeld 1'),
      sign: header.column('Soll/Haben-Kennzeichen'),
    },
    tagColumns: header.names.flatMap((name, column) =>
      /^KOST1/i.test(name) ? [{ column, rest: 'costcenter' }] : [],
    ),
    amounts: { billed, effective: billed, list: [], contracted: [], quantity: [] },
    days: presentColumns(header.column('Belegdatum')),
    refine: (charge, text) => {
      const turned = sideOf(text('sign')) < 0 ? term(amount, -1) : billed;
      return {
        ...charge,
        billingAccount: charge.series.account || headerHash(header.names),
        amounts: { ...charge.amounts, billed: turned, effective: turned },
      };
    },
    more: {
      amountColumns: presentColumns(amount),
      completeDay: (cell) => completeDay(cell, start),
      currency: (metadata[CURRENCY] ?? '') || 'EUR',
    },
  });
}

/** `2102` is 21 February of the fiscal year that begins as the metadata say; a lost leading zero is put back. */
function completeDay(cell: string, fiscalYearStart: string): string {
  const digits = /^\d{3,4}$/.test(cell.trim()) ? cell.trim().padStart(4, '0') : '';
  const year = Number(fiscalYearStart.slice(0, 4));
  if (digits === '' || !Number.isInteger(year) || year === 0) return cell;
  const month = digits.slice(2);
  const isNextYear = Number(month) < Number(fiscalYearStart.slice(4, 6));
  return `${year + (isNextYear ? 1 : 0)}-${month}-${digits.slice(0, 2)}`;
}
