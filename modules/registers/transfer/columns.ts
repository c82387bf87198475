import type { Field, Register } from "../definition/schema.ts";

/** What one cell of a file is about: a field or a part of an address, whom the record is about, or the record itself. */
export interface Column {
  name: string;
  about: "field" | "nik" | "nib" | "number" | "since" | "ended";
  field?: string;
  kind?: Field;
  part?: Part;
}

export const addressParts = ["street", "rt", "rw", "village"] as const;
type Part = (typeof addressParts)[number];

/**
 * The columns of a register's files, the same for bringing in and taking out. The names of fields have no dot, so what is
 * not a field has one: "holder.nik", "record.since".
 */
export function columnsOf(register: Register): Column[] {
  const holders: Record<Register["holder"], readonly ("nik" | "nib")[]> = {
    person: ["nik"],
    business: ["nib"],
    either: ["nik", "nib"],
    none: [],
  };
  // Where the number is no field of its own, it tells which record is meant.
  const numbered = register.number === "holder" || "pattern" in register.number;
  return [
    ...(numbered ? [{ name: "record.number", about: "number" as const }] : []),
    ...holders[register.holder].map((about) => ({ name: `holder.${about}`, about })),
    ...Object.entries(register.fields).flatMap(([field, kind]): Column[] =>
      kind.type === "address"
        ? addressParts.map((part) => ({ name: `${field}.${part}`, about: "field", field, kind, part }))
        : [{ name: field, about: "field", field, kind }],
    ),
    { name: "record.since", about: "since" },
    { name: "record.ended", about: "ended" },
  ];
}
