import type {
  HeadlineFigure,
  ReportBlock,
  ReportChart,
  ReportModel,
  ReportSection,
} from '#shared/engine/report/model.ts';
import { cellText } from '#shared/engine/report/cells.ts';
import { reportCsv, reportJson } from '#shared/engine/report/csv.ts';
import { bridgePicture } from '#shared/charts/bridge.ts';
import { rankedPicture, spendPicture } from '#shared/charts/bars.ts';
import { fanPicture } from '#shared/charts/fan.ts';
import { numberStyle, type NumberStyle } from '#shared/charts/numbers.ts';
import type { Picture } from '#shared/charts/picture.ts';
import { LIGHT } from '#shared/charts/tokens.ts';
import { drawPicture } from './draw-picture.ts';
import { PageFlow } from './page-flow.ts';
import { writeTable } from './pdf-table.ts';
import { drawDirection } from './signs.ts';

/**
 * Writes a report as PDF: tagged structure, bookmarks, embedded fonts, charts as vectors, the data attached as CSV and JSON.
 * The same model gives the same bytes on a machine with the same fonts.
 */
export async function renderPdf(model: ReportModel): Promise<{ bytes: Uint8Array; pages: number }> {
  const preparedAt = new Date(model.preparedAt);
  const flow = new PageFlow({
    title: model.title,
    author: model.author,
    producer: `Headroom ${model.version}`,
    language: model.language,
    preparedAt,
    paper: model.paper,
  });
  const bytes = collect(flow);
  const style = numberStyle(model.locale, model.currency);
  writeCover(flow, model);
  for (const section of model.sections) writeSection(flow, section, style);
  writeMissing(flow);
  attach(flow, 'report.csv', 'text/csv', reportCsv(model), preparedAt);
  attach(flow, 'report.json', 'application/json', reportJson(model), preparedAt);
  flow.finish(model.stamp);
  const pages = flow.document.bufferedPageRange().count;
  flow.document.end();
  return { bytes: await bytes, pages };
}

function collect(flow: PageFlow): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    flow.document.on('data', (chunk: Buffer) => chunks.push(chunk));
    flow.document.on('end', () => resolve(Buffer.concat(chunks)));
    flow.document.on('error', reject);
  });
}

function attach(flow: PageFlow, name: string, type: string, content: string, at: Date): void {
  flow.document.file(Buffer.from(content, 'utf8'), {
    name,
    type,
    description: 'The data behind this report',
    creationDate: at,
    modifiedDate: at,
  });
}

function writeCover(flow: PageFlow, model: ReportModel): void {
  flow.newPage();
  flow.beginSection(model.cover.title);
  flow.document.outline.addItem('Cover');
  flow.text('P', 'HEADROOM', { size: 9, weight: 600, colour: LIGHT.ink3, leading: 14 });
  flow.y += 120;
  flow.text('P', model.cover.title, { size: 13, weight: 500, colour: LIGHT.ink2, leading: 20 });
  flow.text('H1', model.cover.entity, { size: 28, weight: 500, colour: LIGHT.ink, leading: 36 });
  if (model.cover.path !== model.cover.entity)
    flow.text('P', model.cover.path, { size: 10, colour: LIGHT.ink3, leading: 16 });
  flow.y += 14;
  flow.text('P', model.cover.finding, { size: 14, weight: 500, colour: LIGHT.ink, leading: 20 });
  flow.y += 28;
  flow.rule(flow.y, LIGHT.control, 0.75);
  flow.y += 10;
  for (const { name, value } of model.cover.facts) writeFact(flow, name, value);
}

function writeFact(flow: PageFlow, name: string, value: string): void {
  const label = { size: 9, style: 'condensed', weight: 500, colour: LIGHT.ink3 } as const;
  const body = { size: 9.5, colour: LIGHT.ink } as const;
  const lines = flow.type.lines(value, flow.width - 110, body);
  flow.tagged('P', {}, () => {
    flow.type.write(name, flow.left, flow.y + 9, label);
    lines.forEach((line, index) => flow.type.write(line, flow.left + 110, flow.y + 9 + index * 13, body));
  });
  flow.y += lines.length * 13 + 5;
}

/** So much of a page may be filled before a section that wants its own begins a new one. */
const MOST_USED = 0.3;

function writeSection(flow: PageFlow, section: ReportSection, style: NumberStyle): void {
  if (section.startsPage && flow.used > MOST_USED) flow.newPage();
  else if (!flow.isAtTop()) flow.y += 18;
  flow.ensure(30 + beginningHeight(section.blocks));
  flow.beginSection(section.title);
  flow.document.outline.addItem(section.title);
  flow.text('H2', section.title, { size: 16, weight: 600, colour: LIGHT.ink, leading: 24 });
  flow.y += 4;
  for (const block of section.blocks) writeBlock(flow, block, style);
}

/** A chart may become so much lower to stay on its page. */
const SHRINKS = 0.65;

/** About how much a section needs up to its first chart or the first rows of its first table, so that its head is not left alone. */
function beginningHeight(blocks: readonly ReportBlock[]): number {
  let height = 0;
  for (const block of blocks) {
    if (block.kind === 'chart') return height + SHRINKS * block.height + 60;
    if (block.kind === 'table')
      return height + Math.min(150, 80 + 18 * (block.printedRows ?? block.rows).length);
    height += block.kind === 'list' ? 18 * block.items.length : block.kind === 'figures' ? 80 : 36;
  }
  return Math.min(height, 200);
}

function writeBlock(flow: PageFlow, block: ReportBlock, style: NumberStyle): void {
  switch (block.kind) {
    case 'finding':
      flow.text('P', block.text, { size: 12.5, weight: 500, colour: LIGHT.ink, leading: 18 });
      flow.y += 8;
      return;
    case 'paragraph':
      flow.text('P', block.text, {
        size: block.muted === true ? 8 : 9.5,
        colour: block.muted === true ? LIGHT.ink3 : LIGHT.ink,
        leading: block.muted === true ? 11.5 : 14,
      });
      flow.y += 8;
      return;
    case 'subheading':
      flow.ensure(46);
      flow.y += 4;
      flow.text('H3', block.text, { size: 10, weight: 600, colour: LIGHT.ink, leading: 16 });
      return;
    case 'list':
      writeList(flow, block.items);
      return;
    case 'figures':
      writeFigures(flow, block.items, style);
      return;
    case 'chart':
      writeChart(flow, block, style);
      return;
    case 'table':
      writeTable(flow, block, style);
  }
}

function writeList(flow: PageFlow, items: readonly string[]): void {
  const list = flow.document.struct('L');
  const look = { size: 9.5, colour: LIGHT.ink } as const;
  for (const item of items) {
    const lines = flow.type.lines(item, flow.width - 12, look);
    flow.ensure(lines.length * 13.5);
    const content = flow.content('LBody', () => {
      flow.type.write('–', flow.left, flow.y + 9.5, look);
      for (const line of lines) {
        flow.type.write(line, flow.left + 12, flow.y + 9.5, look);
        flow.y += 13.5;
      }
    });
    list.add(flow.document.struct('LI', {}, [flow.document.struct('LBody', {}, [content])]));
    flow.y += 2.5;
  }
  flow.addElement(list);
  flow.y += 8;
}

/** At most four headline figures side by side. */
function writeFigures(flow: PageFlow, items: readonly HeadlineFigure[], style: NumberStyle): void {
  const width = flow.width / Math.max(1, items.length);
  const top = flow.y;
  items.forEach((item, index) => {
    const x = flow.left + index * width;
    flow.tagged('P', {}, () => {
      flow.type.write(item.label, x, top + 9, {
        size: 8.5,
        style: 'condensed',
        weight: 500,
        colour: LIGHT.ink2,
      });
      writeHeadline(flow, item, style, x, top + 31, width - 10);
      flow.type.lines(item.note, width - 8, { size: 8 }).forEach((line, number) => {
        flow.type.write(line, x, top + 44 + number * 11, { size: 8, colour: LIGHT.ink3 });
      });
    });
  });
  flow.y = top + 70;
}

function writeHeadline(
  flow: PageFlow,
  item: HeadlineFigure,
  style: NumberStyle,
  x: number,
  y: number,
  width: number,
): void {
  const cell = item.value;
  const isVariance = cell.kind === 'variance' && cell.value !== 0n;
  const text = isVariance ? style.signedAmount(cell.value) : cellText(cell, style);
  const isAdverse = cell.kind === 'variance' && cell.value > 0n;
  const colour = isVariance ? (isAdverse ? LIGHT.adverse : LIGHT.favourable) : LIGHT.ink;
  const room = isVariance ? width - 54 : width;
  const natural = flow.type.width(text, { size: 17, weight: 500 });
  const size = natural > room ? Math.max(8, (17 * room) / natural) : 17;
  flow.type.write(text, x, y, { size, weight: 500, colour });
  if (!isVariance) return;
  const after = x + flow.type.width(text, { size, weight: 500 }) + 4;
  drawDirection(flow.document, isAdverse, after, y, 9);
  flow.type.write(isAdverse ? 'adverse' : 'favourable', after + 8, y, { size: 8, colour });
}

function writeChart(
  flow: PageFlow,
  block: Extract<ReportBlock, { kind: 'chart' }>,
  style: NumberStyle,
): void {
  const room = flow.bottom - flow.y;
  const needed = block.height + 44;
  if (needed > room && room < SHRINKS * block.height + 44) flow.ensure(needed);
  const height = Math.min(block.height, flow.bottom - flow.y - 44);
  flow.text('H3', block.title, { size: 10, weight: 600, colour: LIGHT.ink, leading: 14 });
  flow.text('Caption', block.caption, { size: 8, colour: LIGHT.ink3, leading: 12 });
  const top = flow.y;
  flow.tagged(
    'Figure',
    { alt: block.alternative, bbox: [flow.left, top, flow.left + flow.width, top + height] },
    () => {
      drawPicture(flow.document, flow.type, pictureOf(block.chart, block.alternative, style), {
        x: flow.left,
        y: top,
        width: flow.width,
        height,
      });
    },
  );
  flow.y = top + height + 4;
  if (block.foot !== undefined) flow.text('P', block.foot, { size: 8, colour: LIGHT.ink3, leading: 12 });
  flow.y += 8;
}

function pictureOf(chart: ReportChart, alternative: string, style: NumberStyle): Picture {
  const setting = { tokens: LIGHT, compact: style.compact, signedCompact: style.signedCompact, alternative };
  switch (chart.kind) {
    case 'fan':
      return fanPicture(chart.series, { ...setting, kind: chart.mode });
    case 'bridge':
      return bridgePicture(chart.input, setting);
    case 'spend':
      return spendPicture(chart.months, setting);
    case 'ranked':
      return rankedPicture(chart.bars, { ...setting, tick: style.compact });
  }
}

/** Says plainly which characters could not be printed; they stand as empty boxes and keep their codes in the text. */
function writeMissing(flow: PageFlow): void {
  const missing = [...flow.type.missing].slice(0, 40);
  if (missing.length === 0) return;
  const codes = missing.map(
    (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  flow.text(
    'P',
    `No font of this machine has these characters; they are printed as empty boxes: ${codes.join(', ')}.`,
    {
      size: 8,
      colour: LIGHT.ink3,
      leading: 11.5,
    },
  );
}
