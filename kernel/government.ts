import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { type Calendar, makeCalendar } from "./calendar.ts";

export const text = z.union([z.string().min(1), z.object({ id: z.string().min(1), en: z.string().min(1) }).strict()]);
const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const Office = z
  .object({ code: word, name: text, address: text.optional(), hours: text.optional(), phone: z.string().optional() })
  .strict();
/** A list of which no two have the same code: the later one would never be found. */
const listOf = <T extends z.ZodType<{ code: string }>>(one: T) =>
  z
    .array(one)
    .min(1)
    .superRefine((all, context) =>
      all.forEach(({ code }, i) => {
        if (all.findIndex((other) => other.code === code) < i)
          context.addIssue({ code: "custom", path: [i, "code"], message: `"${code}" stands there twice` });
      }),
    );
const Agency = z.object({ code: word, name: text, short: z.string().optional(), offices: listOf(Office) }).strict();
const Agencies = listOf(Agency);
const Holidays = z.record(isoDay, z.string());
const Colours = z.record(word, z.string().regex(/^#[0-9A-Fa-f]{6}$/));

const Definition = z
  .object({
    code: word,
    name: text,
    place: text,
    regionCode: z.string(),
    timeZone: z.string(),
    currency: z.string().length(3),
    kind: text,
    contact: z.object({ email: z.email(), phone: z.string(), address: text }).strict(),
    brand: z.object({ colours: Colours.optional() }).strict().optional(),
    calendar: z
      .object({
        workdays: z.array(z.number().int().min(1).max(7)).min(1),
        closing: z.string().regex(/^\d{2}:\d{2}$/),
        holidays: z.string(),
      })
      .strict(),
    agencies: z.string(),
  })
  .strict();

export type AgencyFile = z.output<typeof Agency>;
export type OfficeFile = z.output<typeof Office>;
export interface Government extends Omit<z.output<typeof Definition>, "agencies"> {
  folder: string;
  agencies: readonly AgencyFile[];
}

type Path = readonly PropertyKey[];

/** What is wrong, and where: the file as it is called, the line, and the way to the part within it. */
export interface PlacedFault {
  file: string;
  line: number;
  path: readonly (string | number)[];
  says: string;
}
/** "services/x/form.yaml:12: what is wrong". */
export const faultWords = ({ file, line, says }: PlacedFault): string => `${file}:${line}: ${says}`;

/** Faults of a government's files, each with file and line. */
export class FileFault extends Error {
  readonly faults: readonly string[];
  /** Those whose place is known part by part, for who shows each where it belongs. */
  readonly placed: readonly PlacedFault[];
  constructor(faults: readonly (string | PlacedFault)[]) {
    const words = faults.map((fault) => (typeof fault === "string" ? fault : faultWords(fault)));
    super(words.join("\n"));
    this.name = "FileFault";
    this.faults = words;
    this.placed = faults.filter((fault) => typeof fault !== "string");
  }
}

/** A YAML text, and what its faults call it. */
export interface YamlText {
  text: string;
  shown: string;
}
const onDisk = (file: string): YamlText => ({
  text: readFileSync(file, "utf8"),
  shown: relative(process.cwd(), file),
});

/** A YAML text with its lines: `at` places a fault at a part, or at the nearest part around it that is there. */
function openYaml({ text, shown }: YamlText) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const at = (path: Path, says: string): PlacedFault => {
    let depth = path.length;
    let node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    while (!node?.range && depth > 0) node = document.getIn(path.slice(0, --depth), true) as typeof node;
    return { file: shown, line: lineOf(node?.range?.[0] ?? 0), path: path as PlacedFault["path"], says };
  };
  return { document, lineOf, at };
}

/** Reads a YAML file against a schema; every fault says file, line, path and what is wrong. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  if (!existsSync(file)) throw new FileFault([`${file}: the file is missing`]);
  return readYamlText(onDisk(file), schema);
}

/** The same for a text that lies in no folder: a draft, an upload. A text made to exhaust the reader is a fault too. */
export function readYamlText<T>(source: YamlText, schema: z.ZodType<T>): T {
  try {
    return read(source, schema);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    // Out of stack, or too many aliases: the reader's own limits.
    if (error instanceof RangeError || error instanceof ReferenceError)
      throw new FileFault([
        { file: source.shown, line: 1, path: [], says: "it is nested too deeply, or refers to itself too often" },
      ]);
    throw error;
  }
}

function read<T>(source: YamlText, schema: z.ZodType<T>): T {
  const { document, lineOf, at } = openYaml(source);
  if (document.errors.length > 0)
    throw new FileFault(
      document.errors.map(({ pos, message }) => ({
        file: source.shown,
        line: lineOf(pos[0]),
        path: [],
        says: message.split("\n")[0]!,
      })),
    );
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return parsed.data;
  throw new FileFault(
    parsed.error.issues.map(({ path, message }) => at(path, `${path.join(".") || "file"}: ${message}`)),
  );
}

/** Where in a YAML file a part stands that a rule beyond the schema found at fault: "services/x/form.yaml:12". */
export function placeInYaml(file: string, path: Path): string {
  const placed = openYaml(onDisk(file)).at(path, "");
  return `${placed.file}:${placed.line}`;
}
/** The same for several faults of a text, which is read once for all of them. */
export const placedInText = (source: YamlText): ((path: Path, says: string) => PlacedFault) => openYaml(source).at;

/** Reads a government's own files: who it is, its agencies and offices, its calendar. */
export function readGovernment(folder: string): { government: Government; calendar: Calendar } {
  const definition = readYaml(join(folder, "government.yaml"), Definition);
  const agencies = readYaml(join(folder, definition.agencies), Agencies);
  const holidays = readYaml(join(folder, definition.calendar.holidays), Holidays);
  const { timeZone } = definition;
  return {
    government: { ...definition, folder, agencies },
    calendar: makeCalendar({
      timeZone,
      workdays: definition.calendar.workdays,
      closing: definition.calendar.closing,
      holidays,
    }),
  };
}

/** The files that make a government, where the example keeps them. */
export const houseFiles = [
  { file: "government.yaml", schema: Definition },
  { file: "agencies.yaml", schema: Agencies },
  { file: "calendar/holidays.yaml", schema: Holidays },
];

/** An agency's office by their codes; undefined when the files do not have it. */
export function officeOf(
  government: Government,
  agency: string,
  office: string,
): (OfficeFile & { agency: AgencyFile }) | undefined {
  const found = government.agencies.find((a) => a.code === agency);
  const room = found?.offices.find((o) => o.code === office);
  return found && room ? { ...room, agency: found } : undefined;
}
