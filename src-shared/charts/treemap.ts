/** A box of a treemap; `index` is the place of its size in what was given. */
export interface TreemapBox {
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Item {
  readonly index: number;
  readonly area: number;
}

/**
 * Divides an area among sizes in proportion, largest first, by the squarified layout of Bruls, Huizing and van Wijk (2000): rows
 * along the shorter side, each taking boxes as long as its worst ratio of sides gets no worse. What is not above zero has no box;
 * without an area there are none.
 *
 * @example treemap([3, 1], 4, 1) // boxes of 3 × 1 and 1 × 1
 */
export function treemap(sizes: readonly number[], width: number, height: number): TreemapBox[] {
  const total = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
  if (total <= 0 || width <= 0 || height <= 0) return [];
  const items = sizes
    .map((size, index) => ({ index, area: (size / total) * width * height }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => b.area - a.area);
  const boxes: TreemapBox[] = [];
  let room = { left: 0, top: 0, width, height };
  for (let from = 0; from < items.length;) {
    const isWide = room.width >= room.height;
    const side = isWide ? room.height : room.width;
    const row = items.slice(from, rowEnd(items, from, side));
    const depth = row.reduce((sum, { area }) => sum + area, 0) / side;
    let along = 0;
    for (const { index, area } of row) {
      const length = area / depth;
      boxes.push(
        isWide
          ? { index, left: room.left, top: room.top + along, width: depth, height: length }
          : { index, left: room.left + along, top: room.top, width: length, height: depth },
      );
      along += length;
    }
    room = isWide
      ? { ...room, left: room.left + depth, width: room.width - depth }
      : { ...room, top: room.top + depth, height: room.height - depth };
    from += row.length;
  }
  return boxes;
}

function rowEnd(items: readonly Item[], from: number, side: number): number {
  let to = from + 1;
  while (to < items.length && worst(items.slice(from, to + 1), side) <= worst(items.slice(from, to), side))
    to += 1;
  return to;
}

/** The worst ratio of long to short side in a row. */
function worst(row: readonly Item[], side: number): number {
  const sum = row.reduce((total, { area }) => total + area, 0);
  const [largest, smallest] = [row[0]?.area ?? 0, row.at(-1)?.area ?? 0];
  return Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * smallest));
}
