/** A number by its pattern: "TRT-{year}-{seq:6}" filled in. One that outgrows its width is longer. */
export const numbered = (pattern: string, year: number | string, last: number | bigint): string =>
  pattern
    .replace("{year}", String(year))
    .replace(/\{seq:(\d+)\}/, (_, width: string) => String(last).padStart(Number(width), "0"));
