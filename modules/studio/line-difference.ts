/** One line of a comparison. Of what stayed the same only the lines around a change are kept. */
export interface Line {
  kind: "same" | "gone" | "new" | "skipped";
  text: string;
  number: number;
}

const around = 2;

/** What was taken away and what was added between two texts, line by line, by their longest common part. */
export function lineDifference(before: string, after: string): Line[] {
  const [a, b] = [before, after].map((text) => (text === "" ? [] : text.replace(/\n$/, "").split("\n"))) as [
    string[],
    string[],
  ];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const lines: Line[] = a.slice(0, start).map((text, i) => ({ kind: "same", text, number: i }));
  lines.push(...middle(x, y).map((line, i) => ({ ...line, number: start + i })));
  lines.push(...a.slice(a.length - end).map((text, i) => ({ kind: "same" as const, text, number: lines.length + i })));
  return trimmed(lines);
}

/** The common part of two texts of a few hundred lines; what is larger is shown as taken away and added whole. */
function middle(x: readonly string[], y: readonly string[]): Omit<Line, "number">[] {
  const whole = [
    ...x.map((text) => ({ kind: "gone" as const, text })),
    ...y.map((text) => ({ kind: "new" as const, text })),
  ];
  if (x.length * y.length > 4_000_000) return whole;
  const width = y.length + 1;
  const length = new Uint32Array((x.length + 1) * width);
  for (let i = x.length - 1; i >= 0; i -= 1)
    for (let j = y.length - 1; j >= 0; j -= 1)
      length[i * width + j] =
        x[i] === y[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const lines: Omit<Line, "number">[] = [];
  let [i, j] = [0, 0];
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) {
      lines.push({ kind: "same", text: x[i]! });
      i += 1;
      j += 1;
    } else if (j >= y.length || (i < x.length && length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) {
      lines.push({ kind: "gone", text: x[i]! });
      i += 1;
    } else {
      lines.push({ kind: "new", text: y[j]! });
      j += 1;
    }
  }
  return lines;
}

function trimmed(lines: readonly Line[]): Line[] {
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some(({ kind }) => kind !== "same"),
  );
  return lines.flatMap((line, i) => {
    if (near[i]) return [line];
    return near[i - 1] ? [{ kind: "skipped" as const, text: "⋯", number: line.number }] : [];
  });
}
