import type { Context } from "../../kernel/index.ts";
import { holdersOf } from "../identity/index.ts";
import { ownInterest } from "../registry/index.ts";
import type { Edition } from "./edition.ts";
import type { LookKind, LookRule } from "./looks.ts";

/** Looks of one officer on one day that a rule finds odd, and how many. */
export interface Odd {
  account: string;
  agency: string;
  office: string;
  kind: LookKind;
  counted: number;
}

interface Asked {
  context: Context;
  from: Date;
  until: Date;
  zone: string;
  free: boolean;
}

/** Reads by officers of one day; the row of every rule's question. */
const reads = `kernel.journal where kind = 'read' and hat = 'officer' and account is not null and at >= $1 and at < $2`;
const who = "account, agency, coalesce(office, '') as office";
const most = 5000;

type Counted = Omit<Odd, "kind"> & Record<string, unknown>;
const inSql: Partial<Record<LookKind, (asked: Asked, rule: LookRule) => Promise<Counted[]>>> = {
  many: ({ context, from, until }, { least, minutes = 60 }) =>
    context.tx.query<Counted>(
      `select account, agency, office, max(n)::int as counted from (
         select ${who}, count(*) over (partition by account order by at
           range between make_interval(mins => $4) preceding and current row) as n from ${reads}) near
       group by account, agency, office having max(n) >= $3`,
      [from, until, least, minutes],
    ),
  "off-hours": ({ context, from, until, zone, free }, { least, from: opens = "06:00", until: closes = "20:00" }) =>
    context.tx.query<Counted>(
      `select ${who}, count(*)::int as counted from ${reads}
         and ($7 or not ((at at time zone $4)::time >= $5::time and (at at time zone $4)::time < $6::time))
       group by account, agency, office having count(*) >= $3`,
      [from, until, least, zone, opens, closes, free],
    ),
  "without-act": ({ context, from, until }, { least }) =>
    context.tx.query<Counted>(
      `select ${who}, count(distinct subject)::int as counted from (select * from ${reads} and subject is not null) read
       where not exists (select from kernel.journal act where act.subject = read.subject and act.kind = 'act'
         and act.account = read.account)
       group by account, agency, office having count(distinct subject) >= $3`,
      [from, until, least],
    ),
};

const ties = {
  household: "household",
  "same-street": "street",
  "same-surname": "surname",
  "well-known": "wellKnown",
} as const;

/** Who read whom on that day, with what ties them: asked of the register, which alone knows. */
async function tied({ context, from, until }: Asked, edition: Edition) {
  const pairs = await context.tx.query<Omit<Odd, "kind" | "counted"> & { person: string }>(
    `select distinct ${who}, whose as person from ${reads.replace("kernel.journal", "kernel.journal, unnest(about) whose")}
     order by 1, 4 limit 100000`,
    [from, until],
  );
  const accounts = [...new Set(pairs.map(({ account }) => account))];
  const holders = new Map<string, string>();
  for (let at = 0; at < accounts.length; at += most)
    for (const { account, person } of await context.askAsRoom(holdersOf, { accounts: accounts.slice(at, at + most) }))
      holders.set(account, person);
  const all = [];
  for (let at = 0; at < pairs.length; at += most) {
    const some = pairs.slice(at, at + most);
    const found = await context.askAsRoom(ownInterest.tiesBetween, {
      pairs: some.map(({ account, person }) => ({ officer: holders.get(account) ?? null, person })),
      wellKnown: edition.looks.wellKnown,
    });
    all.push(...some.map((pair, n) => ({ ...pair, tie: found[n]! })));
  }
  return all;
}

/** All that the rules find odd between two moments of one day. */
export async function findOdd(context: Context, edition: Edition, day: string, next: string): Promise<Odd[]> {
  const { calendar } = context.world;
  const [from, until] = [calendar.moment(day, "00:00"), calendar.moment(next, "00:00")];
  const asked: Asked = { context, from, until, zone: calendar.timeZone, free: !calendar.isWorkingDay(day) };
  const odd: Odd[] = [];
  let pairs: Awaited<ReturnType<typeof tied>> | undefined;
  for (const rule of edition.looks.rules) {
    const { kind, least } = rule;
    const counted = inSql[kind];
    if (counted) {
      odd.push(...(await counted(asked, rule)).map((one) => ({ ...one, kind })));
      continue;
    }
    pairs ??= await tied(asked, edition);
    const by = new Map<string, Odd>();
    for (const { account, agency, office, tie } of pairs) {
      if (!tie[ties[kind as keyof typeof ties]]) continue;
      const key = `${account} ${agency} ${office}`;
      const one = by.get(key) ?? { account, agency, office, kind, counted: 0 };
      by.set(key, { ...one, counted: one.counted + 1 });
    }
    odd.push(...[...by.values()].filter((one) => one.counted >= least));
  }
  return odd;
}
