import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, type Text, textSchema } from "../../kernel/index.ts";

const Village = z
  .object({
    code: z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/),
    name: z.string().min(1),
    postal: z.string().regex(/^\d{5}$/),
  })
  .strict();
const District = z
  .object({
    code: z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/),
    name: z.string().min(1),
    villages: z.array(Village).min(1),
  })
  .strict();
const Regions = z
  .object({ code: z.string().regex(/^\d{2}\.\d{2}$/), name: z.string().min(1), districts: z.array(District).min(1) })
  .strict();

export const risks = ["low", "medium-low", "medium-high", "high"] as const;
export type Risk = (typeof risks)[number];
const Kbli = z
  .array(z.object({ code: z.string().regex(/^\d{5}$/), title: textSchema, risk: z.enum(risks) }).strict())
  .min(1);

const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
const Registers = z
  .object({
    /** `planners`: agencies that may know how many people live where, however few. */
    people: z.object({ keeper: word, planners: z.array(word).max(20).default([]) }).strict(),
    businesses: z.object({ keeper: word, nibPrefix: z.string().regex(/^\d{4}$/) }).strict(),
  })
  .strict();

/** A village (desa or kelurahan) with the places that it lies in. Codes as in "99.01.03.2004". */
export interface Place {
  code: string;
  village: string;
  district: string;
  districtCode: string;
  regency: string;
  postal: string;
}

/** A business activity of the national classification (KBLI, five digits) and how risky the law holds it. */
export interface Activity {
  code: string;
  title: Text;
  risk: Risk;
}

const regionsFile = governmentFile("codes/regions.yaml", Regions, (regions, path) =>
  byCode(
    path,
    regions.districts.flatMap((district) =>
      district.villages.map(
        (village): Place => ({
          code: village.code,
          village: village.name,
          district: district.name,
          districtCode: district.code,
          regency: regions.name,
          postal: village.postal,
        }),
      ),
    ),
  ),
);
const kbliFile = governmentFile("codes/kbli.yaml", Kbli, (list, path) => byCode<Activity>(path, list));
const registersFile = governmentFile("registers.yaml", Registers, (registers, path, { agencies }) => {
  const { people, businesses } = registers;
  const named = [
    ["people", "keeper", people.keeper],
    ["businesses", "keeper", businesses.keeper],
    ...people.planners.map((code) => ["people", "planners", code] as const),
  ] as const;
  const faults = named.flatMap(([register, what, code]) =>
    agencies.some((one) => one.code === code)
      ? []
      : [`${placeInYaml(path, [register, what])}: ${register}.${what}: the government has no agency ${code}`],
  );
  if (faults.length > 0) throw new FileFault(faults);
  return registers;
});
export const codeFiles = [regionsFile, kbliFile, registersFile];

interface Codes {
  places: ReadonlyMap<string, Place>;
  activities: ReadonlyMap<string, Activity>;
  registers: z.output<typeof Registers>;
}

/** The government's code lists, read once. Throws FileFault with file and line. */
export const codesOf = (government: Government): Codes => ({
  places: regionsFile.of(government),
  activities: kbliFile.of(government),
  registers: registersFile.of(government),
});

/** The agencies that keep the registers of people and of businesses. */
export function keepersOf(government: Government): { population: string; businesses: string } {
  const { people, businesses } = codesOf(government).registers;
  return { population: people.keeper, businesses: businesses.keeper };
}

function byCode<Row extends { code: string }>(file: string, rows: readonly Row[]): ReadonlyMap<string, Row> {
  const map = new Map(rows.map((row) => [row.code, row]));
  if (map.size === rows.length) return map;
  const twice = rows.filter((row, i) => rows.findIndex((other) => other.code === row.code) !== i);
  throw new FileFault(twice.map((row) => `${file}: the code ${row.code} stands twice`));
}

/** All villages of the government's region, in the order of its file. */
export const placesOf = (government: Government): readonly Place[] => [...codesOf(government).places.values()];

/** All business activities that the government's list knows, in the order of its file. */
export const activitiesOf = (government: Government): readonly Activity[] => [
  ...codesOf(government).activities.values(),
];
