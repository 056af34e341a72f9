/** A table as lines of text with aligned columns; the first two columns to the left, figures to the right. */
export function textTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  left = 2,
): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column < left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(headings), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** The same as Markdown. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  left = 2,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = headings.map((_, column) => (column < left ? "---" : "---:"));
  return [line(headings), line(rule), ...rows.map(line)].join("\n");
}
