const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

const luminance = (hex: string): number => {
  const [red, green, blue] = channels(hex).map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Contrast ratio of two colours "#rrggbb" by WCAG 2.2: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const mix = (a: string, b: string, part: number): string => {
  const other = channels(b);
  const bytes = channels(a).map((byte, i) => Math.round(byte + (other[i]! - byte) * part));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
};

/** The same colour for the dark: mixed with white until it can be read on `ground`. */
function forNight(colour: string, ground: string): string {
  for (let part = 0; part < 1; part += 0.05) {
    const lighter = mix(colour, "#ffffff", part);
    // A little more than the least, as the house's own colours have it.
    if (contrast(lighter, ground) >= 7) return lighter;
  }
  return "#ffffff";
}

// The grounds of the theme (design/theme/_tokens.scss) that a colour is read on.
const paper = "#faf7f2";
const sand = "#f1ece1";
const nightCard = "#201e1b";
const ink = "#1b1a17";

interface Changeable {
  /** What the colour is read on or under, by day. */
  readOn: readonly string[];
  day: (colour: string) => Record<string, string>;
  night: (colour: string) => Record<string, string>;
}

const changeable: Record<string, Changeable> = {
  nila: {
    readOn: ["#ffffff", paper, sand],
    day: (colour) => ({
      brand: colour,
      "brand-line": mix(colour, "#ffffff", 0.3),
      nila: colour,
      "nila-dark": mix(colour, "#000000", 0.35),
    }),
    night: (colour) => {
      const light = forNight(colour, nightCard);
      return { nila: light, "nila-dark": mix(light, "#ffffff", 0.4) };
    },
  },
  genteng: {
    readOn: ["#ffffff", paper],
    day: (colour) => ({ genteng: colour, "brand-rule": colour }),
    night: (colour) => ({ genteng: forNight(colour, nightCard) }),
  },
  daun: {
    readOn: ["#ffffff", paper, "#e6f0e9"],
    day: (colour) => ({ daun: colour }),
    night: (colour) => ({ daun: forNight(colour, "#17301f") }),
  },
  // The focus ring and the current step: ink stands on it by day and by night.
  kunyit: { readOn: [ink], day: (colour) => ({ kunyit: colour }), night: () => ({}) },
};

const block = (values: Record<string, string>): string =>
  `:root{${Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";")}}`;

/**
 * A government's own colours as CSS that stands after the theme's, for light and dark.
 * Keys: nila (brand), genteng (accent), daun (done), kunyit (focus); values "#rrggbb".
 * Refuses a colour that cannot be read: text needs 4.5 to 1 (WCAG 2.2, 1.4.3).
 * `field` is how the file calls the colours, for the words of the error.
 */
export function themeCss(colours: Readonly<Record<string, string>>, field = "brand.colours"): string {
  let day: Record<string, string> = {};
  let night: Record<string, string> = {};
  for (const [name, given] of Object.entries(colours)) {
    const kind = Object.hasOwn(changeable, name) ? changeable[name] : undefined;
    if (!kind) throw new Error(`${field}.${name}: choose among ${Object.keys(changeable).join(", ")}`);
    if (!/^#[0-9a-f]{6}$/i.test(given)) throw new Error(`${field}.${name}: write the colour as #rrggbb, not ${given}`);
    const colour = given.toLowerCase();
    for (const other of kind.readOn) {
      const ratio = contrast(colour, other);
      if (ratio < 4.5)
        throw new Error(
          `${field}.${name}: ${given} has a contrast of ${ratio.toFixed(2)} with ${other}; people need 4.5 or more. ` +
            `Choose a ${name === "kunyit" ? "lighter" : "darker"} one.`,
        );
    }
    day = { ...day, ...kind.day(colour) };
    night = { ...night, ...kind.night(colour) };
  }
  if (Object.keys(day).length === 0) return "";
  const dark = Object.keys(night).length > 0 ? `@media screen and (prefers-color-scheme:dark){${block(night)}}` : "";
  return block(day) + dark;
}
