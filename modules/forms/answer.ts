/** Answers as they are kept: by field id. Plain JSON: a list for groups, tables and many choices, parts for what has parts. */
export type Answers = Readonly<Record<string, Answer>>;
export type Answer = string | number | boolean | null | readonly Answer[] | { readonly [part: string]: Answer };
export type Parts = { readonly [part: string]: Answer };

/** A file that was taken in: by its id in the case's files, with what a person sees of it. */
export type FileAnswer = { file: string; name: string; bytes: number; type: string };
/** A drawn or photographed signature, and whose it is. */
export type SignatureAnswer = FileAnswer & { signedBy: string | null };
/** An entry of a code list with its words as they were when it was chosen. */
export type Entry = { code: string; text: string };
/** A file that is to be brought later: `true` until it is handed in, from then on its last day, "2026-12-10". */
export type LaterAnswer = { later: true | string };
/** Words that somebody looks for in a code list and has not chosen from yet. */
export type Sought = { find: string };
/** Where an office has time. `at` is "2026-11-26T09:00", as the office's clock shows it. */
export type SlotAnswer = { slot: string; at: string; place: string };
/** Degrees of latitude and longitude (WGS 84). */
export type Spot = { lat: number; lon: number };

/** The parts of an answer that has parts; none of any other. */
export const partsIn = (value: unknown): Parts =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Parts) : {};
const has = (value: unknown, ...names: string[]) => names.every((name) => typeof partsIn(value)[name] === "string");

export const isFileAnswer = (value: unknown): value is FileAnswer => has(value, "file");
export const isLater = (value: unknown): value is LaterAnswer => partsIn(value).later === true || has(value, "later");
export const isEntry = (value: unknown): value is Entry => has(value, "code", "text");
export const isSought = (value: unknown): value is Sought => has(value, "find");
export const isSlot = (value: unknown): value is SlotAnswer => has(value, "slot", "at", "place");
export const isSpot = (value: unknown): value is Spot => {
  const { lat, lon } = partsIn(value);
  return Number.isFinite(lat) && Number.isFinite(lon);
};
export const itemsIn = (value: unknown): readonly Parts[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item)) : [];
