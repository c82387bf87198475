import { Form, fieldTypes } from "../field.ts";
import type { Known } from "../kind.ts";

export const options = [
  { value: "own", text: "Milik sendiri" },
  { value: "rent", text: "Sewa" },
];
const alone = ["photo", "files", "signature", "fact", "payment", "appointment"];
const lists = ["group", "table"];
/** Kinds that an item of a list may have. */
export const inItems = fieldTypes.filter((type) => ![...alone, ...lists].includes(type));
const bounds = [-11, 95, 6, 141];
const more = { computed: { value: "anumber * 2" }, point: { bounds }, area: { bounds } } as const;
const field = (prefix: string, type: string, rest: object = {}) => ({
  id: `${prefix}${type.replace(/\W/g, "")}`,
  type,
  label: type,
  ...(/choice/.test(type) && { options }),
  ...(/number|money/.test(type) && { min: 0, max: 1e6 }),
  ...more[type as keyof typeof more],
  ...rest,
});
const inside = inItems.map((type) =>
  field("r", type, type === "computed" ? { value: "rnumber + 1" } : { maxLength: 10 }),
);

/** One page with a field of every kind, a field of a code list, and lists with a question of every kind they may have. */
export const every = Form.parse({
  declaration: "Benar",
  pages: [
    {
      id: "all",
      title: "Semua",
      fields: [
        ...inItems.map((type) => field("a", type)),
        { id: "fact", type: "fact", label: "fact", from: { register: "population", path: "name" } },
        { id: "photo", type: "photo", label: "photo" },
        { id: "papers", type: "files", label: "papers", maxFiles: 2 },
        { id: "letter", type: "photo", label: "letter", later: { workingDays: 10, why: "Sering belum ada" } },
        { id: "signed", type: "signature", label: "signed" },
        { id: "fee", type: "payment", label: "fee" },
        { id: "visit", type: "appointment", label: "visit", errand: "ktp" },
        { id: "activity", type: "choice", label: "activity", from: { list: "activities" } },
        { id: "villages", type: "choices", label: "villages", from: { list: "regions/villages" } },
        {
          id: "rows",
          type: "group",
          label: "rows",
          maxItems: 3,
          fields: [
            ...inside,
            { id: "deeper", type: "group", label: "deeper", required: false, maxItems: 2, fields: inside },
          ],
        },
        {
          id: "year",
          type: "table",
          label: "year",
          rows: [
            { value: "jan", text: "Januari" },
            { value: "feb", text: "Februari" },
          ],
          fields: [field("t", "number"), field("t", "text")],
        },
      ],
    },
  ],
});
export const page = every.pages[0]!;

/** A host that knows every code of two digits, one person and one time. */
export const host: Known = {
  entry: (list, code) => (/^\d\d$/.test(code) ? { code, text: `${list} ${code}` } : undefined),
  person: (nik, name) => nik === "9901011708900001" && name === "Narti",
  slot: (id) => (id === "s1" ? { slot: "s1", at: "2026-11-26T09:00", place: "Loket 1" } : undefined),
};
