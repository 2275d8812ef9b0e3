import type { Pdf, TextLook, Typesetter } from './typesetter.ts';
import type { FontWeight } from './fonts.ts';

type PathStep = (document: Pdf) => void;

interface CanvasState {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  font: string;
  textAlign: string;
  textBaseline: string;
  dash: number[];
}

const START: CanvasState = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  font: '400 12px sans',
  textAlign: 'left',
  textBaseline: 'alphabetic',
  dash: [],
};

/**
 * The part of a 2D canvas that Chart.js draws with, written as PDF vectors and text at the place the document is transformed to.
 * No bitmap and no second text engine: letters in a chart are the same fonts, searchable like the rest.
 */
export class VectorCanvas {
  readonly canvas: { width: number; height: number; getContext: () => VectorCanvas };
  fillStyle: unknown = START.fillStyle;
  strokeStyle: unknown = START.strokeStyle;
  lineWidth = START.lineWidth;
  lineCap = START.lineCap;
  lineJoin = START.lineJoin;
  lineDashOffset = 0;
  font = START.font;
  textAlign = START.textAlign;
  textBaseline = START.textBaseline;
  private dash: number[] = [];
  private path: PathStep[] = [];
  private readonly states: CanvasState[] = [];
  private readonly document: Pdf;
  private readonly typesetter: Typesetter;

  constructor(document: Pdf, typesetter: Typesetter, width: number, height: number) {
    this.document = document;
    this.typesetter = typesetter;
    this.canvas = { width, height, getContext: () => this };
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, font, textAlign, textBaseline, dash } =
      this;
    this.states.push({
      fillStyle,
      strokeStyle,
      lineWidth,
      lineCap,
      lineJoin,
      font,
      textAlign,
      textBaseline,
      dash,
    });
    this.document.save();
  }

  restore(): void {
    const state = this.states.pop();
    if (state === undefined) return;
    Object.assign(this, state);
    this.document.restore();
  }

  /** Chart.js sets only the scale of the screen's pixels with it, which paper does not have. */
  setTransform(): void {}
  resetTransform(): void {}
  clearRect(): void {}

  translate(x: number, y: number): void {
    this.document.translate(x, y);
  }

  rotate(angle: number): void {
    this.document.rotate((angle * 180) / Math.PI);
  }

  beginPath(): void {
    this.path = [];
  }

  closePath(): void {
    this.path.push((document) => document.closePath());
  }

  moveTo(x: number, y: number): void {
    this.path.push((document) => document.moveTo(x, y));
  }

  lineTo(x: number, y: number): void {
    const isFirst = this.path.length === 0;
    this.path.push((document) => (isFirst ? document.moveTo(x, y) : document.lineTo(x, y)));
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.path.push((document) => document.bezierCurveTo(x1, y1, x2, y2, x, y));
  }

  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.path.push((document) => document.quadraticCurveTo(x1, y1, x, y));
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path.push((document) => document.rect(x, y, width, height));
  }

  /** As straight pieces of at most 10°; the charts' dots have a radius of three pixels. */
  arc(x: number, y: number, radius: number, start: number, end: number): void {
    const pieces = Math.max(2, Math.ceil((Math.abs(end - start) * 36) / (2 * Math.PI)));
    for (let piece = 0; piece <= pieces; piece += 1) {
      const angle = start + ((end - start) * piece) / pieces;
      this.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
  }

  fill(rule?: string): void {
    const colour = solid(this.fillStyle);
    if (colour === null || this.path.length === 0) return;
    this.replay();
    this.document.fillColor(colour).fill(rule === 'evenodd' ? 'even-odd' : 'non-zero');
  }

  stroke(): void {
    const colour = solid(this.strokeStyle);
    if (colour === null || this.path.length === 0 || this.lineWidth <= 0) return;
    this.replay();
    const { document } = this;
    document.lineWidth(this.lineWidth).lineCap(this.lineCap).lineJoin(this.lineJoin);
    if (this.dash.length > 0) document.dash(this.dash[0] ?? 1, { space: this.dash[1] ?? this.dash[0] ?? 1 });
    else document.undash();
    document.strokeColor(colour).stroke();
  }

  clip(): void {
    this.replay();
    this.document.clip();
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const colour = solid(this.fillStyle);
    if (colour !== null) this.document.fillColor(colour).rect(x, y, width, height).fill();
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
  }

  setLineDash(pattern: number[]): void {
    this.dash = pattern.filter((length) => length > 0);
  }

  getLineDash(): number[] {
    return [...this.dash];
  }

  measureText(text: string): { width: number } {
    return { width: this.typesetter.width(text, this.look()) };
  }

  fillText(text: string, x: number, y: number): void {
    const look = this.look();
    const width = this.typesetter.width(text, look);
    const back = { right: 1, end: 1, center: 0.5 }[this.textAlign] ?? 0;
    const drop = { top: 0.8, hanging: 0.8, middle: 0.34, bottom: -0.22 }[this.textBaseline] ?? 0;
    this.typesetter.write(text, x - width * back, y + look.size * drop, look);
  }

  strokeText(): void {}

  private replay(): void {
    for (const step of this.path) step(this.document);
  }

  private look(): TextLook {
    const size = Number(/([\d.]+)px/u.exec(this.font)?.[1] ?? 12);
    const weight = Number(/\b([456])00\b/u.exec(this.font)?.[1] ?? 4) * 100;
    return {
      size,
      weight: weight as FontWeight,
      style: this.font.includes('Condensed') ? 'condensed' : 'sans',
      colour: solid(this.fillStyle) ?? '#000000',
    };
  }
}

/** The solid colour of a style; null for what paints nothing. Chart.js hands colours on as they were configured. */
function solid(style: unknown): string | null {
  if (typeof style !== 'string' || style === 'transparent') return null;
  if (style.startsWith('#')) return style.slice(0, 7);
  const parts = /rgba?\(([^)]*)\)/u.exec(style)?.[1]?.split(',').map(Number);
  if (parts === undefined || parts.length < 3 || parts[3] === 0) return null;
  return `#${parts
    .slice(0, 3)
    .map((value) => Math.round(value).toString(16).padStart(2, '0'))
    .join('')}`;
}
