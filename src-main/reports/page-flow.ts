import PDFDocument from 'pdfkit';
import type { Paper } from '#shared/engine/report/model.ts';
import { LIGHT } from '#shared/charts/tokens.ts';
import { Typesetter, type Pdf, type TextLook } from './typesetter.ts';

export type StructureElement = ReturnType<Pdf['struct']>;

/** 16 mm. */
const MARGIN = 45.35;
const FOOTER = 24;
const SIZES = { A4: [595.28, 841.89], Letter: [612, 792] } as const;

/** What identifies the document and dates it; everything comes from the model, so that the bytes do too. */
export interface DocumentFacts {
  readonly title: string;
  readonly author: string;
  readonly producer: string;
  readonly language: string;
  readonly preparedAt: Date;
  readonly paper: Paper;
}

/**
 * Pages filled from top to bottom: a cursor, room checks, and a structure tree that tells assistive software what is a heading,
 * a table or a figure. Whatever is not content (rules, running feet, repeated heads) is marked as an artifact.
 */
export class PageFlow {
  readonly document: Pdf;
  readonly type: Typesetter;
  readonly left = MARGIN;
  readonly width: number;
  y = MARGIN;
  private readonly pageSize: readonly [number, number];
  private readonly root: StructureElement;
  private section: StructureElement;
  private hasPage = false;

  constructor(facts: DocumentFacts) {
    const [short, long] = SIZES[facts.paper.size];
    this.pageSize = facts.paper.orientation === 'portrait' ? [short, long] : [long, short];
    this.width = this.pageSize[0] - 2 * MARGIN;
    this.document = new PDFDocument({
      size: [...this.pageSize],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      // What it keeps of every shaped text, the typesetter keeps in less room.
      fontLayoutCache: false,
      pdfVersion: '1.7',
      tagged: true,
      lang: facts.language,
      displayTitle: true,
      info: {
        Title: facts.title,
        Author: facts.author,
        Creator: facts.producer,
        Producer: facts.producer,
        CreationDate: facts.preparedAt,
        ModDate: facts.preparedAt,
      },
    });
    this.type = new Typesetter(this.document);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
    this.section = this.document.struct('Sect');
    this.root.add(this.section);
  }

  /** The lowest place that content may reach. */
  get bottom(): number {
    return this.pageSize[1] - MARGIN - FOOTER;
  }

  /** How much of the page is filled, 0 to 1. */
  get used(): number {
    return (this.y - MARGIN) / (this.bottom - MARGIN);
  }

  newPage(): void {
    if (this.hasPage) this.sealPage();
    this.hasPage = true;
    this.document.addPage();
    this.y = MARGIN;
  }

  /**
   * Hands the finished content of the page on to the document's stream, so that a report of hundreds of pages holds one at a time.
   * What is still to come, the running foot with the number of pages, is a second, small stream of the same page.
   */
  private sealPage(): void {
    const { page } = this.document;
    const body = page.content;
    page.content = this.document.ref({});
    Object.assign(page.dictionary.data, { Contents: [body, page.content] });
    body.end('');
  }

  isAtTop(): boolean {
    return this.y <= MARGIN + 0.5;
  }

  /** Begins a new page where less than `height` is left, except on a page that is still empty. */
  ensure(height: number): void {
    if (this.y + height > this.bottom && !this.isAtTop()) this.newPage();
  }

  beginSection(title: string): void {
    this.section.end();
    this.section = this.document.struct('Sect', { title });
    this.root.add(this.section);
  }

  /** Adds an element of the structure to the section and closes it. */
  addElement(element: StructureElement): void {
    this.section.add(element);
    element.end();
  }

  /** Draws content that belongs to one element of the structure, for example a paragraph. */
  tagged(
    kind: string,
    options: { alt?: string; bbox?: [number, number, number, number] },
    draw: () => void,
  ): void {
    this.addElement(this.document.struct(kind, options, [this.content(kind, draw)]));
  }

  /** Draws content and returns its mark for an element of the structure. */
  content(kind: string, draw: () => void): ReturnType<Pdf['markStructureContent']> {
    const mark = this.document.markStructureContent(kind);
    draw();
    this.document.endMarkedContent();
    return mark;
  }

  /** Draws what is no content: rules, repeated heads, running feet. */
  artifact(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }

  rule(y: number, colour: string = LIGHT.line, thickness = 0.5): void {
    this.artifact(() => {
      this.document
        .lineWidth(thickness)
        .undash()
        .strokeColor(colour)
        .moveTo(this.left, y)
        .lineTo(this.left + this.width, y)
        .stroke();
    });
  }

  /** Writes a block of text as one element of the structure; lines that do not fit go on to the next page. */
  text(
    kind: string,
    text: string,
    look: TextLook & { readonly leading: number; readonly indent?: number },
  ): void {
    const indent = look.indent ?? 0;
    const lines = this.type.lines(text, this.width - indent, look);
    this.ensure(look.leading * Math.min(lines.length, 2));
    const element = this.document.struct(kind);
    for (let start = 0; start < lines.length;) {
      const room = Math.max(1, Math.floor((this.bottom - this.y) / look.leading));
      const piece = lines.slice(start, start + room);
      element.add(
        this.content(kind, () => {
          for (const line of piece) {
            this.type.write(line, this.left + indent, this.y + look.size, look);
            this.y += look.leading;
          }
        }),
      );
      start += piece.length;
      if (start < lines.length) this.newPage();
    }
    this.addElement(element);
  }

  /** Writes the running foot of every page, once their number is known. */
  finish(stamp: string): void {
    this.section.end();
    this.root.end();
    const { start, count } = this.document.bufferedPageRange();
    const look: TextLook = { size: 7.5, colour: LIGHT.ink3, style: 'condensed', weight: 500 };
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(start + page);
      this.document.markContent('Artifact', { type: 'Pagination' });
      const y = this.pageSize[1] - MARGIN;
      const number = `Page ${page + 1} of ${count}`;
      const room = this.width - this.type.width(number, look) - 12;
      this.type.write(this.type.lines(stamp, room, look)[0] ?? '', this.left, y, look);
      this.type.write(number, this.left + this.width - this.type.width(number, look), y, look);
      this.document.endMarkedContent();
    }
  }
}
