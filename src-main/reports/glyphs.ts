import type { FontFile } from './fonts.ts';
import type { Pdf } from './typesetter.ts';

/** Glyphs in one row: the operand of `TJ`, and where it starts from the text's own start, in thousandths of the letters' size. */
interface GlyphPiece {
  readonly x: number;
  readonly y: number;
  readonly operand: string;
}

/** A text in one font, ready for a content stream at any size. */
export interface Glyphs {
  /** At size 1. */
  readonly width: number;
  readonly pieces: readonly GlyphPiece[];
}

interface GlyphPosition {
  readonly xAdvance: number;
  readonly advanceWidth: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/** The part of PDFKit's embedded font that its types leave out: shaping and subsetting. */
interface EmbeddedFont {
  readonly id: string;
  encode(text: string, features?: readonly string[]): [string[], readonly GlyphPosition[]];
  ref(): unknown;
}

/** All digits and the signs of figures stand side by side without kerning, so that a figure is its signs one after another. */
const FIGURES = /^[0-9.,+%\u00a0\u2212-]+ ?$/u;
/** So many words are remembered at most; names and words recur, figures hardly ever. */
const MOST_WORDS = 10_000;

/**
 * Shapes text and writes it into the page. PDFKit's own writer shapes each text anew for its width and for its ink, and keeps
 * what it shaped for ever, which for tables of thousands of figures costs most of the time and the memory of a report.
 */
export class GlyphWriter {
  private readonly document: Pdf;
  private readonly fonts = new Map<string, EmbeddedFont>();
  private readonly words = new Map<string, Glyphs>();

  constructor(document: Pdf) {
    this.document = document;
  }

  /** Right-to-left text is shaped whole, because its words follow one another from the right. */
  shape(font: FontFile, text: string, isRightToLeft: boolean): Glyphs {
    if (isRightToLeft) return this.shapeWord(font, text, true);
    return joined(
      text
        .split(/(?<= )/u)
        .flatMap((word) =>
          FIGURES.test(word)
            ? [...word].map((sign) => this.shapeWord(font, sign, false))
            : [this.shapeWord(font, word, false)],
        ),
    );
  }

  /** Writes glyphs with their baseline at `y` in the page's coordinates, which run down. */
  write(font: FontFile, glyphs: Glyphs, x: number, y: number, size: number): void {
    const { document } = this;
    const embedded = this.embeddedFont(font);
    const fonts = document.page.fonts as Record<string, unknown>;
    fonts[embedded.id] ??= embedded.ref();
    const lines = glyphs.pieces.map(
      (piece) =>
        `1 0 0 -1 ${decimal(x + (piece.x * size) / 1000)} ${decimal(y - (piece.y * size) / 1000)} Tm\n[${piece.operand}] TJ`,
    );
    document.addContent(`BT\n/${embedded.id} ${decimal(size)} Tf\n${lines.join('\n')}\nET`);
  }

  private shapeWord(font: FontFile, word: string, isRightToLeft: boolean): Glyphs {
    const key = `${font.name}\n${word}`;
    const known = this.words.get(key);
    if (known !== undefined) return known;
    const [codes, positions] = this.embeddedFont(font).encode(word, isRightToLeft ? [] : undefined);
    const glyphs = piecesOf(codes, positions);
    if (this.words.size >= MOST_WORDS) this.words.clear();
    this.words.set(key, glyphs);
    return glyphs;
  }

  private embeddedFont(font: FontFile): EmbeddedFont {
    const known = this.fonts.get(font.name);
    if (known !== undefined) return known;
    this.document.registerFont(font.name, font.bytes, font.face ?? undefined);
    this.document.font(font.name);
    const { _font: embedded } = this.document as Pdf & { readonly _font: EmbeddedFont };
    this.fonts.set(font.name, embedded);
    return embedded;
  }
}

/** One piece up to each glyph that is moved off the line, as marks over letters are. */
function piecesOf(codes: readonly string[], positions: readonly GlyphPosition[]): Glyphs {
  const pieces: { x: number; y: number; operand: string }[] = [];
  let at = 0;
  let wasMoved = true;
  positions.forEach(({ xAdvance, advanceWidth, xOffset, yOffset }, index) => {
    const isMoved = xOffset !== 0 || yOffset !== 0;
    if (isMoved || wasMoved) pieces.push({ x: at + xOffset, y: yOffset, operand: '' });
    const piece = pieces.at(-1);
    const kerning = advanceWidth - xAdvance;
    if (piece !== undefined)
      piece.operand += `<${codes[index] ?? '0000'}>${kerning === 0 ? '' : ` ${decimal(kerning)} `}`;
    at += xAdvance;
    wasMoved = isMoved;
  });
  return { width: at / 1000, pieces: pieces.map((piece) => ({ ...piece, operand: closed(piece.operand) })) };
}

/** Puts words side by side; those that lie on the line become one piece. */
function joined(words: readonly Glyphs[]): Glyphs {
  const [only] = words;
  if (words.length === 1 && only !== undefined) return only;
  if (words.some(({ pieces }) => pieces.length > 1 || (pieces[0]?.y ?? 0) !== 0 || (pieces[0]?.x ?? 0) !== 0))
    return movedOn(words);
  const operand = closed(words.map(({ pieces }) => pieces[0]?.operand ?? '').join(''));
  const width = words.reduce((sum, word) => sum + word.width, 0);
  return { width, pieces: operand === '' ? [] : [{ x: 0, y: 0, operand }] };
}

function movedOn(words: readonly Glyphs[]): Glyphs {
  let at = 0;
  const pieces = words.flatMap((word) => {
    const start = at;
    at += word.width * 1000;
    return word.pieces.map((piece) => ({ ...piece, x: piece.x + start }));
  });
  return { width: at / 1000, pieces };
}

/** Codes that follow one another become one string of the stream. */
function closed(operand: string): string {
  return operand.replaceAll('><', '');
}

function decimal(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
