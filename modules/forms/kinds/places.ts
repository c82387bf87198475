import { type Answer, isEntry, isSought, isSpot, type Parts, partsIn, type Spot } from "../answer.ts";
import type { AnyField, FieldType } from "../field.ts";
import { cut, type Kind, lengthOf, oneLine, plain, type Wrong } from "../kind.ts";
import { entrySchema, notChosen, readEntry } from "./choices.ts";

const world = [-90, -180, 90, 180] as const;
/** Reads "-6.9147, 107.6098" as a map application copies it, with a comma, a semicolon or a space between. */
export function readSpot(text: string): Spot | null {
  const parts = /^\(?\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*(?:[,;]|\s)\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*\)?$/.exec(text);
  return parts ? { lat: Number(parts[1]) + 0, lon: Number(parts[2]) + 0 } : null;
}
export const writeSpot = ({ lat, lon }: Spot): string => `${lat}, ${lon}`;

const within = ({ lat, lon }: Spot, [south, west, north, east]: readonly number[]): boolean =>
  lat >= south! && lat <= north! && lon >= west! && lon <= east!;
const boundsOf = (field: AnyField): readonly number[] => field.bounds ?? world;
const spotFault = (field: AnyField, spot: Spot): Wrong | undefined =>
  within(spot, boundsOf(field)) ? undefined : { messageKey: "forms.fault.outside" };

function spotSchema(field: AnyField) {
  const [south, west, north, east] = boundsOf(field);
  const degrees = (minimum?: number, maximum?: number) => ({ type: "number", minimum, maximum });
  return {
    type: "object",
    properties: { lat: degrees(south, north), lon: degrees(west, east) },
    required: ["lat", "lon"],
    additionalProperties: false,
  };
}

const optional = (maxLength: number, pattern?: string) => ({
  anyOf: [{ type: "string", maxLength, ...(pattern && { pattern }) }, { type: "null" }],
});
const unit = (text: string) => (/^\d{1,3}$/.test(text) ? text.padStart(3, "0") : cut(text, 10)) || null;
const entryText = (value: Answer | undefined): string | undefined =>
  isEntry(value) ? value.text : isSought(value) ? value.find : undefined;
/** A part that is text, within its length and of its shape. */
function partFault(part: string | undefined, value: Answer | undefined, most: number, shape?: RegExp): Wrong[] {
  if (value === null || value === undefined) return [];
  const at = part ? { part } : {};
  if (typeof value !== "string" || (shape && !shape.test(value)))
    return [{ ...at, messageKey: `forms.fault.${part ?? "street"}` }];
  return lengthOf(value) > most ? [{ ...at, messageKey: "kernel.fault.too-long", values: { maximum: most } }] : [];
}

/** Metres squared within the corners, on a globe that is flat for so small a piece. */
export function areaOf(corners: readonly Spot[]): number {
  const metre = 111_320;
  const [first] = corners;
  if (!first) return 0;
  const flat = corners.map(({ lat, lon }) => [
    (lon - first.lon) * metre * Math.cos((first.lat * Math.PI) / 180),
    (lat - first.lat) * metre,
  ]);
  const twice = flat.reduce((sum, [x = 0, y = 0], i) => {
    const [nextX = 0, nextY = 0] = flat[(i + 1) % flat.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

export const places = {
  address: {
    read(field, sheet) {
      const address = {
        village: readEntry(field, sheet, partsIn(sheet.kept).village, "village"),
        street: cut(oneLine(sheet.one("street")), 400) || null,
        rt: unit(sheet.one("rt")),
        rw: unit(sheet.one("rw")),
        postal: cut(sheet.one("postal"), 10) || null,
      };
      return Object.values(address).every((part) => part === null) ? null : address;
    },
    judge(_field, value) {
      const { village, street, rt, rw, postal } = partsIn(value);
      return [
        ...(isEntry(village) ? [] : [{ part: "village", ...notChosen }]),
        // Where the field itself is: the street is its first control.
        ...(street ? partFault(undefined, street, 200) : [{ messageKey: "forms.fault.street" }]),
        ...partFault("rt", rt, 3, /^\d{3}$/),
        ...partFault("rw", rw, 3, /^\d{3}$/),
        ...partFault("postal", postal, 5, /^\d{5}$/),
      ];
    },
    words(_field, value) {
      const { village, street, rt, rw, postal } = partsIn(value);
      if (!isAddress(value)) return plain(value);
      const block = rt || rw ? `RT ${rt ?? "-"}/RW ${rw ?? "-"}` : undefined;
      return [street, block, entryText(village), postal].filter(Boolean).map(String).join(", ");
    },
    schema: () => ({
      type: "object",
      properties: {
        village: entrySchema,
        street: { type: "string", minLength: 1, maxLength: 200 },
        rt: optional(3, "^\\d{3}$"),
        rw: optional(3, "^\\d{3}$"),
        postal: optional(5, "^\\d{5}$"),
      },
      required: ["village", "street"],
      additionalProperties: false,
    }),
  },
  point: {
    read(field, sheet) {
      const written = cut(oneLine(sheet.one()), 100);
      const at = written ? (readSpot(written) ?? written) : null;
      const found = readEntry(field, sheet, partsIn(sheet.kept).village, "village");
      // Where the place is known to a metre, words that were looked for are of no more use.
      const village = isSpot(at) && isSought(found) && sheet.pressed("_find") !== "village" ? null : found;
      const landmark = cut(oneLine(sheet.one("landmark")), 400) || null;
      return at === null && village === null && landmark === null ? null : { at, village, landmark };
    },
    judge(field, value) {
      const { at, village, landmark } = partsIn(value);
      if (isSpot(at))
        return [
          spotFault(field, at) ?? [],
          village === null || village === undefined || isEntry(village) ? [] : [{ part: "village", ...notChosen }],
          partFault("landmark", landmark, 200),
        ].flat();
      if (at !== null && at !== undefined) return { messageKey: "forms.fault.coordinates" };
      return [
        ...(isEntry(village) ? [] : [{ part: "village", ...notChosen }]),
        ...(landmark ? partFault("landmark", landmark, 200) : [{ part: "landmark", messageKey: "kernel.fault.empty" }]),
      ];
    },
    words(_field, value) {
      const { at, village, landmark } = partsIn(value);
      if (!("at" in partsIn(value))) return plain(value);
      const spot = isSpot(at) ? writeSpot(at) : at;
      return [landmark, entryText(village), spot].filter(Boolean).map(String).join(", ");
    },
    schema(field) {
      const landmark = { type: "string", minLength: 1, maxLength: 200 };
      const village = { anyOf: [entrySchema, { type: "null" }] };
      const either = (properties: object, required: string[]) => ({
        type: "object",
        properties,
        required,
        additionalProperties: false,
      });
      return {
        anyOf: [
          either({ at: spotSchema(field), village, landmark: optional(200) }, ["at"]),
          either({ at: { type: "null" }, village: entrySchema, landmark }, ["village", "landmark"]),
        ],
      };
    },
  },
  area: {
    read(_field, sheet) {
      const written = cut(sheet.one(), 8000);
      if (!written) return null;
      const lines = written.split(/\n+/).filter((line) => line.trim());
      const corners = lines.map((line) => readSpot(line.trim()));
      return corners.every((corner) => corner !== null) ? corners : written;
    },
    judge(field, value) {
      if (!Array.isArray(value) || !value.every(isSpot)) return { messageKey: "forms.fault.corners" };
      if (value.length < 3 || value.length > 100) return { messageKey: "forms.fault.corners" };
      return value.map((corner) => spotFault(field, corner)).find(Boolean);
    },
    words: (_field, value, { say }) =>
      Array.isArray(value) && value.every(isSpot)
        ? say("forms.area", { corners: value.length, metres: Math.round(areaOf(value)) })
        : plain(value),
    schema: (field) => ({ type: "array", items: spotSchema(field), minItems: 3, maxItems: 100 }),
  },
} satisfies Partial<Record<FieldType, Kind>>;

const isAddress = (value: Answer): value is Parts => "street" in partsIn(value);
