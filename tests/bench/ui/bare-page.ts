/** A page that holds a slider, what it shows, and a list: what any page of this kind has at the least. */
export function barePage(): string {
  const rows = Array.from({ length: 1000 }, (_, row) => `<div class="row">Row ${row}</div>`).join('');
  return `<!doctype html><html><head><style>
    body { font: 14px sans-serif; margin: 24px }
    input { width: 320px }
    #rows { height: 560px; overflow: auto }
    .row { height: 28px; border-bottom: 1px solid #ddd }
  </style></head><body>
    <input type="range" aria-label="Bare, slider" min="0" max="1000" oninput="shown.textContent = this.value">
    <output id="shown">500</output>
    <div id="rows">${rows}</div>
  </body></html>`;
}
