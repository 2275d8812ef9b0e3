/**
 * Text of a JSON column. Micros are `bigint`, which JSON lacks; they are written `{"$micros":"123"}` and read back as they were.
 * Keys are sorted, so that equal values have equal text: journal and audit compare and hash it.
 */
export function writeBody(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return { $micros: inner.toString() };
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
    }
    return inner;
  });
}

/** Reads what `writeBody` wrote. The store wrote it, so its shape is trusted. */
export function readBody<Value>(text: string): Value {
  return JSON.parse(text, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && '$micros' in inner && typeof inner.$micros === 'string'
      ? BigInt(inner.$micros)
      : inner,
  ) as Value;
}
