/**
 * @param {{ name: string, goal: number, floor?: number, higherIsBetter?: boolean }} bench
 * @param {{ ratio: number | null, detail: string, holds?: boolean }} outcome ratio null = the bench broke
 * @returns `ok` says whether the goal is met; `passed` whether the run may count as a success (the floor is met)
 */
export function judge({ name, goal, floor, higherIsBetter = true }, { ratio, detail, holds = true }) {
  const reaches = (mark) => ratio !== null && (higherIsBetter ? ratio >= mark : ratio <= mark);
  const rounded = ratio === null ? null : Math.round(ratio * 1000) / 1000;
  const ok = holds && reaches(goal);
  const passed = holds && reaches(floor ?? goal);
  const note = !ok && passed ? `; the goal is missed, the floor ${floor} is met` : '';
  return { name, ratio: rounded, goal, ok, detail: detail + note, passed };
}

/** The same as a table of plain text, one line a bench. */
export function asTable(results) {
  const rows = [
    ['name', 'ratio', 'goal', 'ok', 'detail'],
    ...results.map(({ name, ratio, goal, ok, detail }) => [
      name,
      String(ratio ?? '-'),
      String(goal),
      ok ? 'yes' : 'no',
      detail,
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
