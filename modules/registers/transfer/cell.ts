import type { Fault } from "../../../kernel/index.ts";
import type { Field } from "../definition/schema.ts";

/** What a cell says, as the register keeps it; or what is wrong with it. */
export type Read = { value: unknown } | Pick<Fault, "messageKey" | "values">;

const wrong = (messageKey: string, values?: Fault["values"]): Read => ({ messageKey, ...(values && { values }) });
const yes = new Set(["true", "ya", "yes", "y", "1"]);
const no = new Set(["false", "tidak", "no", "n", "0"]);

/** Text, numbers and days as spreadsheets and typed files have them; an empty cell says nothing. */
export function readCell(field: Field, cell: unknown): Read | null {
  const text = textOf(cell);
  if (text === null) return null;
  switch (field.type) {
    case "number":
    case "money":
      return numberIn(field, cell, text);
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(text) ? { value: text } : wrong("registers.fault.date");
    case "yes-no": {
      const word = text.toLowerCase();
      return yes.has(word) ? { value: true } : no.has(word) ? { value: false } : wrong("registers.fault.yes-no");
    }
    case "choice":
      return field.options!.some(({ value }) => value === text)
        ? { value: text }
        : wrong("registers.row.choice", { options: field.options!.map(({ value }) => value).join(", ") });
    case "list":
      return Array.isArray(cell) ? { value: cell } : listIn(text);
    case "code":
      return { value: typeof cell === "object" && cell !== null && "code" in cell ? String(cell.code) : text };
    default:
      return { value: text };
  }
}

/** A day that a spreadsheet keeps as a moment is the day that it shows, in its own time. */
function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  const text = cell instanceof Date ? cell.toISOString().replace(/T00:00:00\.000Z$/, "") : String(cell).trim();
  return text === "" ? null : text;
}

/** "1234.5" or "1234,5": dots and commas between thousands could mean either, so they are refused. */
function numberIn({ type, min, max }: Field, cell: unknown, text: string): Read {
  const number =
    typeof cell === "number" || typeof cell === "bigint"
      ? Number(cell)
      : /^-?\d{1,15}([.,]\d{1,6})?$/.test(text)
        ? Number(text.replace(",", "."))
        : Number.NaN;
  if (!Number.isFinite(number)) return wrong("registers.row.number");
  // An amount "1.250" is a thousand to some and one and a quarter to others.
  if (type === "money" && Math.round(number * 100) / 100 !== number) return wrong("registers.row.number");
  if (type === "money" && typeof cell === "string" && /[.,]\d{3}$/.test(text)) return wrong("registers.row.number");
  if (number < (min ?? -Infinity) || number > (max ?? Infinity))
    return wrong("registers.row.range", { min: min ?? "−∞", max: max ?? "∞" });
  return { value: number };
}

function listIn(text: string): Read {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? { value } : wrong("registers.row.list");
  } catch {
    return wrong("registers.row.list");
  }
}

/** A value as a cell of a file holds it; what has parts or many is text in JSON where a cell can only be plain. */
export function cellOf(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (field.type === "code" && typeof value === "object") return String((value as { code?: unknown }).code ?? "");
  if (field.type === "link" && typeof value === "object") return String((value as { to?: unknown }).to ?? "");
  return value;
}
