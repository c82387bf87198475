import {
  type Answer,
  type Answers,
  isEntry,
  isFileAnswer,
  isLater,
  isSlot,
  isSpot,
  itemsIn,
  partsIn,
} from "./answer.ts";
import { type AnyField, partsOf } from "./field.ts";
import { writeNumber } from "./kinds/numbers.ts";
import { writeSpot } from "./kinds/places.ts";

type Sent = Record<string, string | string[]>;

/**
 * What a browser posts for answers that are there: whoever holds answers as data can hand them in by the same door as
 * everybody. Files are not posted but taken in beside it; what is only shown is left out.
 */
export function postedOf(fields: readonly AnyField[], answers: Answers, at = ""): Sent {
  return Object.assign({}, ...fields.map((field) => oneOf(field, answers[field.id], `${at}${field.id}`)));
}

/** The part of an answer that is posted under the field's own name. */
const main: Readonly<Record<string, string>> = { person: "name", point: "at" };

function oneOf(field: AnyField, value: Answer | undefined, name: string): Sent {
  if (value === null || value === undefined || isFileAnswer(value)) return signatureOf(value, name);
  if (isLater(value)) return { [`${name}.later`]: "yes" };
  if (["date", "month"].includes(field.type)) {
    const [year = "", month = "", day] = String(value).split("-");
    return { [`${name}.year`]: year, [`${name}.month`]: month, ...(day && { [`${name}.day`]: day }) };
  }
  if (partsOf(field).length > 0)
    return Object.assign(
      {},
      ...itemsIn(value).map((item, i) => postedOf(partsOf(field), item as Answers, `${name}.${i}.`)),
    );
  if (field.type === "area" && Array.isArray(value)) return { [name]: value.map(plainOf).join("\n") };
  if (Array.isArray(value)) return value.some(isFileAnswer) ? {} : { [name]: value.map(plainOf) };
  if (typeof value !== "object" || isEntry(value) || isSlot(value)) return { [name]: plainOf(value) };
  const parts = Object.entries(partsIn(value)).filter(([, part]) => part !== null && typeof part !== "boolean");
  return Object.fromEntries(
    parts.map(([part, inner]) => [part === main[field.type] ? name : `${name}.${part}`, plainOf(inner)]),
  );
}

function signatureOf(value: Answer | undefined, name: string): Sent {
  const { signedBy } = partsIn(value);
  return typeof signedBy === "string" ? { [`${name}.by`]: signedBy } : {};
}

function plainOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return writeNumber(value, "id");
  if (isEntry(value as Answer)) return partsIn(value).code as string;
  if (isSlot(value)) return value.slot;
  return isSpot(value) ? writeSpot(value) : String(value);
}
