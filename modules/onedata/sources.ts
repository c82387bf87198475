import { type Context, type Government, refuse, type Text, textIn } from "../../kernel/index.ts";
import { keeperOf, statistics as registers } from "../registers/index.ts";
import { statistics as registry } from "../registry/index.ts";
import type { Column, Source, Variable } from "./definition/dataset.ts";
import { settingsOf } from "./definition/settings.ts";

type Asking = Pick<Context, "askAsRoom" | "world">;
type Known = "population" | "businesses";
const isKnown = (register: string): register is Known => register in registry.figureColumns;

/** A register that figures can be made of. */
export interface Origin {
  code: string;
  title: Text;
  keeper: string;
  aboutPeople: boolean;
  columns: Column[];
}

/** Every register of the government with what it can tell in figures. */
export async function originsOf({ askAsRoom, world }: Asking): Promise<Origin[]> {
  const { government } = world;
  const all = await askAsRoom(registers.allRegisters, {});
  const known = (Object.keys(registry.figureColumns) as Known[]).map(
    (code): Origin => ({
      code,
      title: settingsOf(government).masters.find(({ register }) => register === code)?.name ?? code,
      keeper: keeperOf(government, code),
      aboutPeople: code === "population",
      columns: registry.figureColumns[code].map(({ name, label, list }) => ({
        name,
        label,
        type: "text",
        list,
        open: false,
      })),
    }),
  );
  return [
    ...known,
    ...all
      .filter(({ code }) => !isKnown(code))
      .map(
        (register): Origin => ({
          code: register.code,
          title: register.title,
          keeper: register.keeper,
          aboutPeople: register.holder === "person" || register.holder === "either",
          columns: registers.columnsOf(register).map(({ name, field }) => ({
            name,
            label: field.label,
            type: field.type,
            meaning: field.meaning,
            list: field.list,
            unit: field.unit,
            open: field.protection === "open",
          })),
        }),
      ),
  ];
}

const measureName = ({ does, field }: { does: string; field?: string | undefined }): string =>
  does === "count" ? "count" : `${does}_${field}`;
const typeOf = (column: Column): Variable["type"] =>
  column.type === "number" || column.type === "money" ? "number" : column.type === "date" ? "date" : "string";

/** The columns that a source brings, described as far as the register describes them. A file brings what its producer says. */
export function variablesOf(source: Source, origin: Origin | undefined, government: Government): Variable[] {
  if (source.kind === "file" || !origin) return [];
  const plain = (column: Column): Variable => ({
    name: column.name,
    label: textIn(column.label, "id"),
    type: typeOf(column),
    concept: textIn(column.label, "id"),
    definition: column.meaning ? textIn(column.meaning, "id") : "",
    classification: column.list ?? "",
    measure: "",
    unit: column.unit ? textIn(column.unit, "id") : "",
    required: false,
  });
  const columns = (source.kind === "records" ? source.fields : source.by).map((name) => plain(columnOf(origin, name)));
  if (source.kind === "records") return columns;
  return [
    ...columns,
    ...source.measures.map((measure): Variable => {
      const of = measure.field ? columnOf(origin, measure.field) : null;
      return {
        name: measureName(measure),
        label: of ? textIn(of.label, "id") : "Jumlah",
        type: measure.does === "count" ? "integer" : "number",
        concept: of ? textIn(of.label, "id") : textIn(origin.title, "id"),
        definition: "",
        classification: "",
        measure: measure.does,
        unit: of?.type === "money" ? government.currency : of?.unit ? textIn(of.unit, "id") : "",
        required: false,
      };
    }),
  ];
}

const columnOf = (origin: Origin, name: string): Column =>
  origin.columns.find((one) => one.name === name) ?? refuse("invalid", "onedata.refusal.no-column", { name });

/** What a register says now, as rows of text under their head; `counts` says how many records stand behind each row. */
export async function readSource(
  { askAsRoom }: Pick<Context, "askAsRoom">,
  source: Exclude<Source, { kind: "file" }>,
): Promise<{ head: string[]; rows: string[][]; counts: number[] | null }> {
  const text = (cells: readonly (string | null)[]) => cells.map((cell) => cell ?? "");
  const { register, filter } = source;
  if (source.kind === "records") {
    const rows = await askAsRoom(registers.openRecords, { register, fields: source.fields, filter });
    return { head: source.fields, rows: rows.map(text), counts: null };
  }
  const { by, measures } = source;
  const head = [...by, ...measures.map(measureName)];
  if (isKnown(register)) {
    if (measures.some(({ does }) => does !== "count")) refuse("invalid", "onedata.refusal.only-counts");
    const found = await askAsRoom(registry.figures, { register, by, filter });
    return {
      head,
      rows: found.map(({ n, cells }) => [...text(cells), ...measures.map(() => String(n))]),
      counts: found.map(({ n }) => n),
    };
  }
  const found = await askAsRoom(registers.figures, { register, by, measures, filter });
  return { head, rows: found.map(({ cells }) => text(cells)), counts: found.map(({ n }) => n) };
}
