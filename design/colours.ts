const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex: string): number =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);

/** Contrast ratio of two colours "#rrggbb" by WCAG 2.2: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What each colour that a government may change is read against. */
const against: Record<string, string> = { nila: "#faf7f2", genteng: "#faf7f2", daun: "#faf7f2" };

/**
 * A government's own colours as a style block. Refuses one that cannot be read: text needs
 * 4.5 to 1 (WCAG 2.2, 1.4.3). Keys: nila (brand), genteng (accent), daun (done).
 */
export function themeCss(colours: Readonly<Record<string, string>>): string {
  const lines: string[] = [];
  for (const [name, colour] of Object.entries(colours)) {
    const ground = against[name];
    if (!ground) throw new Error(`brand.colours.${name}: choose among ${Object.keys(against).join(", ")}`);
    const ratio = contrast(colour, ground);
    if (ratio < 4.5)
      throw new Error(
        `brand.colours.${name}: ${colour} has a contrast of ${ratio.toFixed(1)} on the page's ground; it needs 4.5 or more. Choose a darker one.`,
      );
    lines.push(`--${name}:${colour}`);
  }
  if (lines.length === 0) return "";
  const header = colours.nila
    ? `.house-header{background:${colours.nila}}.house-footer{border-color:${colours.nila}}`
    : "";
  return `@media (prefers-color-scheme: light){:root{${lines.join(";")}}}${header}`;
}
