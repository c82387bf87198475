import { z } from "zod";
import { isNib } from "../nib.ts";
import { readNik, tidyNik } from "../nik.ts";

// A row of a file that a register comes in. Faults are told to whoever brings the file, in plain words that hold
// nothing of the row itself.

const missing = "is missing";
const words = (most = 150) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(most, `is longer than ${most} letters`)
    .regex(/^\P{Cc}*$/u, "holds a control character");
const day = z.iso
  .date({ error: (issue) => (issue.input === undefined ? missing : "is no day such as 1980-08-05") })
  .refine((date) => date >= "1850-01-01", "is before 1850");
const three = z
  .string(missing)
  .trim()
  .regex(/^\d{1,3}$/, "is a number of up to three digits")
  .transform((digits) => digits.padStart(3, "0"));
const digits = (count: number, says: string) =>
  z
    .string(missing)
    .transform(tidyNik)
    .pipe(z.string().regex(new RegExp(`^\\d{${count}}$`), says));
const oneOf = <const T extends readonly string[]>(list: T) =>
  z.enum(list, { error: (issue) => (issue.input === undefined ? missing : `is one of: ${list.join(", ")}`) });

const place = {
  street: words().describe("street and number"),
  rt: three.describe("RT, up to three digits"),
  rw: three.describe("RW, up to three digits"),
  village: z
    .string(missing)
    .trim()
    .regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, "is a village's code such as 99.01.01.1001")
    .describe("code of the village, one of `codes/regions.yaml`"),
};

const businessColumns = {
  nib: z.string(missing).trim().refine(isNib, "has 13 digits and a check digit that fits").describe("business number"),
  name: words().describe("name of the business"),
  kbli: z
    .array(z.string().regex(/^\d{5}$/, "is a code of five digits"), missing)
    .min(1, missing)
    .max(20)
    .describe("codes of its activities, each of `codes/kbli.yaml`; in CSV with a space between them"),
  ...place,
  foundedOn: day.describe("day on which it began"),
};

const columns = {
  nik: digits(16, "has 16 digits")
    .refine((nik) => readNik(nik) !== null, "holds no birth day and serial")
    .describe("national number; its birth day and sex must fit the row"),
  name: words().describe("full name as on the identity card"),
  birthDate: day.describe("day of birth, such as 1980-08-05"),
  birthPlace: words().describe("place of birth"),
  sex: oneOf(["female", "male"]).describe("female or male"),
  maritalStatus: oneOf(["single", "married", "divorced", "widowed"]).describe("single, married, divorced or widowed"),
  familyNumber: digits(16, "has 16 digits").describe("number of the family card (KK), the same for the whole family"),
  familyRole: oneOf(["head", "spouse", "child", "parent", "other"]).describe(
    "head (one for each family), spouse, child, parent or other",
  ),
  ...place,
};

const unknown = "has a field that no register has";
const strict = { error: (issue: { code?: string }) => (issue.code === "unrecognized_keys" ? unknown : "is no row") };

const Business = z.strictObject(businessColumns, strict);
/** One person of the file, with what they own. */
export const RegisterRow = z.strictObject(
  {
    ...columns,
    businesses: z.array(Business, "is a list of businesses").max(5, "has more than 5 businesses").optional(),
  },
  strict,
);
export type RegisterRow = z.output<typeof RegisterRow>;

/** A column as it stands in the first line of a CSV file. */
export interface Column {
  name: string;
  means: string;
  needed: boolean;
}

const listed = (shape: Record<string, z.ZodType>, prefix: string, needed: boolean): Column[] =>
  Object.entries(shape).map(([name, { description = "" }]) => ({ name: prefix + name, means: description, needed }));

/** Every column that a file may have; the operator's page is made from it. */
export const registerColumns: readonly Column[] = [
  ...listed(columns, "", true),
  ...listed(businessColumns, "business.", false),
];
