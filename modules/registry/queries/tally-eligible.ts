import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { type DecisionTable, ExpressionFault } from "../../rules/index.ts";
import { codesOf } from "../codes.ts";
import { told, toldGroups } from "../tally/quiet.ts";
import { bands, tallySql } from "../tally/sql.ts";

const text = z.string().max(4000);
/** Of one version of a service: what decides who may apply, and what it costs. */
const Version = z
  .object({
    conditions: z.array(text).max(20),
    /** It is applied for in a business's name. */
    forBusiness: z.boolean(),
    decisions: z.custom<Readonly<Record<string, DecisionTable>>>(
      (value) => typeof value === "object" && value !== null,
    ),
    fee: z.object({ decision: text, output: text }).nullable(),
  })
  .strict();
export type Version = z.output<typeof Version>;

/** People who gain or lose; null says "fewer than ten". */
export interface Moved {
  gains: number | null;
  loses: number | null;
}
export interface Tallied extends Moved {
  /** Everybody alive in the register. */
  people: number;
  /** Rounded to tens when few gain or lose: the difference would tell how many. */
  before: number;
  after: number;
  districts: ({ name: string } & Moved)[];
  /** By age and sex; `to` is null for the oldest. */
  ages: ({ from: number; to: number | null; sex: "female" | "male" } & Moved)[];
  /** What everybody who may apply would pay for one application each; null when there is no fee, else why it cannot be told. */
  fee: Paid | { reads: readonly string[] } | null;
}
export interface Paid extends Record<"more" | "less", number | null> {
  before: number;
  after: number;
}
/** `why`: what the registers cannot tell, in the words of the expression's fault. */
export type Tally = Tallied | { why: string };

interface Cell {
  district: string;
  band: number;
  sex: "female" | "male";
  before: number;
  after: number;
  gains: number;
  loses: number;
  paid_before: number | null;
  paid_after: number | null;
  more: number;
  less: number;
}

/**
 * Who may apply by two versions of a service's rules, counted over everybody in the register. Counts alone leave the room,
 * and no small one: nobody can be found in them.
 */
export const tallyEligible = query({
  name: "registry.tally-eligible",
  internal: true,
  input: z.object({ before: Version.nullable(), after: Version, day: z.iso.date() }).strict(),
  allow: [{ hat: "system", purpose: "planning" }],
  async answer({ tx, world }, { before, after, day }): Promise<Tally> {
    const { government } = world;
    let said: ReturnType<typeof tallySql>;
    try {
      said = tallySql(government, { before, after }, day);
    } catch (error) {
      if (error instanceof ExpressionFault) return { why: error.message };
      throw error;
    }
    // Row security makes the planner expect one row in a hundred, and sort everybody on disk: 7 s in place of 2.
    tx.send("set local enable_sort = off");
    const cells = await tx.query<Cell>(said.sql);
    const [all] = await tx.query<{ people: number }>(said.people);
    const names = new Map([...codesOf(government).places.values()].map((one) => [one.districtCode, one.district]));
    return tallied(all!.people, cells, said.fee, (code) => names.get(code) ?? code);
  },
  personal: { about: () => [], fields: ["birthDate", "sex", "address"] },
});

const sum = (cells: readonly Cell[], of: keyof Cell): number =>
  cells.reduce((all, cell) => all + Number(cell[of] ?? 0), 0);

function tallied(
  people: number,
  cells: readonly Cell[],
  fee: ReturnType<typeof tallySql>["fee"],
  nameOf: (code: string) => string,
): Tallied {
  const [gains, loses] = [told(sum(cells, "gains")), told(sum(cells, "loses"))];
  const few = gains === null || loses === null;
  const about = (count: number) => (few ? Math.round(count / 10) * 10 : count);
  const by = (key: (cell: Cell) => string) => {
    const groups = [...Map.groupBy(cells, key)].sort(([a], [b]) => (a < b ? -1 : 1));
    const [more, less] = (["gains", "loses"] as const).map((of) => toldGroups(groups.map(([, one]) => sum(one, of))));
    return groups.map(([, [first]], i) => ({ first: first!, gains: more![i]!, loses: less![i]! }));
  };
  const moved = ({ gains, loses }: Moved) => gains !== 0 || loses !== 0;
  return {
    people,
    before: about(sum(cells, "before")),
    after: about(sum(cells, "after")),
    gains,
    loses,
    districts: by(({ district }) => district)
      .filter(moved)
      .map(({ first, ...more }) => ({ name: nameOf(first.district), ...more })),
    ages: by(({ band, sex }) => `${band} ${sex}`)
      .filter(moved)
      .map(({ first, ...more }) => ({
        from: bands[first.band]!,
        to: bands[first.band + 1] ?? null,
        sex: first.sex,
        ...more,
      })),
    fee:
      fee === "counted"
        ? {
            before: sum(cells, "paid_before"),
            after: sum(cells, "paid_after"),
            more: told(sum(cells, "more")),
            less: told(sum(cells, "less")),
          }
        : fee,
  };
}
