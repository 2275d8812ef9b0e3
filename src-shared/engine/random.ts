/**
 * Chance as an argument: the same seed gives the same numbers in the renderer and in Node, on every run.
 */
import { log } from './elementary.ts';

export interface Random {
  /** A number from [0, 1). */
  next(): number;
  /** A standard normal number. */
  normal(): number;
  /** A whole number from 0 to `below` − 1. */
  integer(below: number): number;
}

/**
 * A generator for a seed (any finite number; its lower 32 bits count). Method: `sfc32` (Doty-Humphrey, PractRand) with a
 * state spread by `splitmix32`; normals by the polar method of Marsaglia.
 *
 * @example seededRandom(1).next() === seededRandom(1).next() // true
 */
export function seededRandom(seed: number): Random {
  const spread = splitmix32(seed | 0);
  let a = spread();
  let b = spread();
  let c = spread();
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * next() - 1;
      const y = 2 * next() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * log(square)) / square);
        spare = y * factor;
        return x * factor;
      }
    }
  };
  return { next, normal, integer: (below) => Math.floor(next() * below) };
}

/** A seed for a text (FNV-1a, 32 bits), so that every budget and series has its own reproducible chance. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
