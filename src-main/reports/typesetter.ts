import type PDFDocument from 'pdfkit';
import { GlyphWriter, type Glyphs } from './glyphs.ts';
import { fontFor, type FontFile, type FontStyle, type FontWeight } from './fonts.ts';

export type Pdf = InstanceType<typeof PDFDocument>;

export interface TextLook {
  readonly size: number;
  readonly weight?: FontWeight;
  readonly style?: FontStyle;
  readonly colour?: string;
}

/** A piece of a line in one font and one direction; `font` and `glyphs` are null for characters that no font has. */
interface Run {
  readonly text: string;
  readonly font: FontFile | null;
  readonly glyphs: Glyphs | null;
  /** At size 1. */
  readonly width: number;
}

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|\ud802[\udc00-\udfff]|\ud83a[\udc00-\udfff]/u;
const LEFT_TO_RIGHT = /[\p{L}\p{N}]/u;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const MISSING_WIDTH = 0.62;
const SPACE = 0x20;
/** What the bundled Latin subset has throughout, so that the line is one run. */
const PLAIN = /^[ -~\u00a0\u2212]*$/u;
/** So many lines are remembered at most; names recur, figures hardly ever. */
const MOST_REMEMBERED = 4_000;
/** Lines may end after a space and after the signs that join words, but never inside a figure or a date. */
const BREAK_AFTER = /(?<=[ /_›]|(?<!\d)[.,;:]|[-.,;:](?!\d))/u;

/**
 * Measures and writes text on a page in runs of fonts that have its characters. A character that no font has is drawn as an
 * empty box, keeps its code in the text layer, and is remembered so that the report can say so.
 */
export class Typesetter {
  readonly missing = new Set<string>();
  private readonly document: Pdf;
  private readonly pen: GlyphWriter;
  private readonly runs = new Map<string, readonly Run[]>();

  constructor(document: Pdf) {
    this.document = document;
    this.pen = new GlyphWriter(document);
  }

  /** The width of a line in points. */
  width(text: string, look: TextLook): number {
    return this.runsOf(text, look).reduce((sum, run) => sum + run.width, 0) * look.size;
  }

  /** Writes a line with its baseline at `y`. */
  write(text: string, x: number, y: number, look: TextLook): void {
    let at = x;
    for (const run of this.runsOf(text, look)) {
      if (run.font === null || run.glyphs === null) this.drawMissing(run.text, at, y, look);
      else {
        if (look.colour !== undefined) this.document.fillColor(look.colour);
        this.pen.write(run.font, run.glyphs, at, y, look.size);
      }
      at += run.width * look.size;
    }
  }

  /** Breaks text into lines no wider than `width`; a word that is wider by itself is broken inside. */
  lines(text: string, width: number, look: TextLook): string[] {
    return clean(text)
      .split('\n')
      .flatMap((paragraph) => this.breakParagraph(paragraph, width, look));
  }

  private breakParagraph(paragraph: string, width: number, look: TextLook): string[] {
    if (this.width(paragraph, look) <= width) return [paragraph];
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(BREAK_AFTER)) {
      if (this.width((line + word).trimEnd(), look) <= width) {
        line += word;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      line = word;
      while (this.width(line.trimEnd(), look) > width) {
        const fitting = this.fittingStart(line, width, look);
        lines.push(fitting);
        line = line.slice(fitting.length);
      }
    }
    if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
    return lines;
  }

  private fittingStart(word: string, width: number, look: TextLook): string {
    const letters = [...word];
    let count = 1;
    while (count < letters.length && this.width(letters.slice(0, count + 1).join(''), look) <= width)
      count += 1;
    return letters.slice(0, count).join('');
  }

  private runsOf(text: string, look: TextLook): readonly Run[] {
    const style = look.style ?? 'sans';
    const weight = look.weight ?? 400;
    const key = `${style} ${weight} ${text}`;
    const known = this.runs.get(key);
    if (known !== undefined) return known;
    const runs = PLAIN.test(text) ? this.plainRun(text, style, weight) : this.splitRuns(text, style, weight);
    if (this.runs.size >= MOST_REMEMBERED) this.runs.clear();
    this.runs.set(key, runs);
    return runs;
  }

  private splitRuns(text: string, style: FontStyle, weight: FontWeight): Run[] {
    return inVisualOrder(clean(text).replace(/[\n\t]/gu, ' ')).flatMap((piece) =>
      this.splitByFont(piece.text, piece.isRightToLeft, style, weight),
    );
  }

  private plainRun(text: string, style: FontStyle, weight: FontWeight): Run[] {
    const font = fontFor(SPACE, style, weight);
    if (text === '' || font === null) return [];
    return [this.shaped(text, font, false)];
  }

  private shaped(text: string, font: FontFile | null, isRightToLeft: boolean): Run {
    const glyphs = font === null ? null : this.pen.shape(font, text, isRightToLeft);
    return { text, font, glyphs, width: glyphs?.width ?? MISSING_WIDTH };
  }

  private splitByFont(text: string, isRightToLeft: boolean, style: FontStyle, weight: FontWeight): Run[] {
    const pieces: { text: string; font: FontFile | null }[] = [];
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 32;
      const before = pieces.at(-1);
      const joins =
        before !== undefined && before.font !== null && (/\p{M}/u.test(letter) || before.font.has(code));
      const font =
        joins && (isRightToLeft || letter === ' ' || /\p{M}/u.test(letter))
          ? before.font
          : fontFor(code, style, weight);
      if (before !== undefined && font !== null && before.font === font) before.text += letter;
      else pieces.push({ text: letter, font });
    }
    const ordered = isRightToLeft ? pieces.reverse() : pieces;
    return ordered.map((piece) => this.shaped(piece.text, piece.font, isRightToLeft));
  }

  private drawMissing(text: string, x: number, y: number, look: TextLook): void {
    this.missing.add(text);
    const { document } = this;
    const size = look.size;
    document.markContent('Span', { actual: text });
    document
      .lineWidth(0.5)
      .strokeColor(look.colour ?? '#000000')
      .rect(x + size * 0.06, y - size * 0.68, size * 0.5, size * 0.68)
      .stroke();
    document.endMarkedContent();
  }
}

/** Drops characters that steer a terminal or a layout but print nothing; a tab becomes a space. */
function clean(text: string): string {
  return text.replace(/\t/gu, ' ').replace(CONTROLS, '').normalize('NFC');
}

/**
 * Orders a line for the eye: pieces of one direction, right-to-left ones reversed by the font's shaper; the whole runs from the
 * right where its first letter does. A simplification of the Unicode bidirectional algorithm without nested embeddings: spaces
 * and signs between two pieces of one direction belong to them, others to the line.
 */
function inVisualOrder(text: string): { text: string; isRightToLeft: boolean }[] {
  if (!RIGHT_TO_LEFT.test(text)) return text === '' ? [] : [{ text, isRightToLeft: false }];
  const letters = [...text];
  const directions = letters.map((letter) =>
    RIGHT_TO_LEFT.test(letter) ? true : LEFT_TO_RIGHT.test(letter) ? false : null,
  );
  const base = directions.find((direction) => direction !== null) ?? false;
  const pieces: { text: string; isRightToLeft: boolean }[] = [];
  letters.forEach((letter, index) => {
    const own = directions[index] ?? null;
    const next = directions.slice(index).find((direction) => direction !== null) ?? base;
    const previous = directions.slice(0, index).findLast((direction) => direction !== null) ?? base;
    const isRightToLeft = own ?? (next === previous ? next : base);
    const last = pieces.at(-1);
    if (last !== undefined && last.isRightToLeft === isRightToLeft) last.text += letter;
    else pieces.push({ text: letter, isRightToLeft });
  });
  return base ? pieces.reverse() : pieces;
}
