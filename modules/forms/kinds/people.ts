import { readNik } from "../../registry/index.ts";
import { partsIn } from "../answer.ts";
import type { FieldType } from "../field.ts";
import { cut, type Kind, lengthOf, oneLine, plain } from "../kind.ts";

/** Somebody by number and name. `known` is what the population register says of both together; null when unasked. */
export const people = {
  person: {
    read(_field, sheet) {
      const nik = cut(sheet.one("nik").replace(/[\s.-]/g, ""), 40) || null;
      const name = cut(oneLine(sheet.one()), 300) || null;
      if (nik === null && name === null) return null;
      const before = partsIn(sheet.kept);
      const same = before.nik === nik && before.name === name ? before.known : undefined;
      const found = nik && name && readNik(nik) ? sheet.known.person(nik, name) : undefined;
      return { nik, name, known: found ?? same ?? null };
    },
    judge(field, value) {
      const { nik, name, known } = partsIn(value);
      const faults = [];
      if (typeof name !== "string" || !name) faults.push({ messageKey: "kernel.fault.empty" });
      else if (lengthOf(name) > 150) faults.push({ messageKey: "kernel.fault.too-long", values: { maximum: 150 } });
      if (typeof nik !== "string" || !readNik(nik)) faults.push({ part: "nik", messageKey: "forms.fault.nik" });
      if (faults.length === 0 && field.mustBeKnown && known !== true)
        faults.push({ messageKey: "forms.fault.unknown-person" });
      return faults;
    },
    words(_field, value, { say }) {
      const { nik, name, known } = partsIn(value);
      if (!("nik" in partsIn(value))) return plain(value);
      const found = known === true ? say("forms.person.known") : known === false ? say("forms.person.unknown") : "";
      return [[name, nik].filter(Boolean).map(String).join(", NIK "), found && `(${found})`].filter(Boolean).join(" ");
    },
    schema: (field) => ({
      type: "object",
      properties: {
        nik: { type: "string", pattern: "^\\d{16}$", format: "nik" },
        name: { type: "string", minLength: 1, maxLength: 150 },
        known: field.mustBeKnown ? { const: true } : { type: ["boolean", "null"] },
      },
      required: field.mustBeKnown ? ["nik", "name", "known"] : ["nik", "name"],
      additionalProperties: false,
    }),
  },
} satisfies Partial<Record<FieldType, Kind>>;
