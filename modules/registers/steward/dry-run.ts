import type { Tx } from "../../../kernel/index.ts";
import type { Data } from "../definition/check.ts";
import { broughtThrough } from "../definition/mapping.ts";
import type { Field, Register } from "../definition/schema.ts";
import { fitsInSql, quoted } from "../definition/sql.ts";
import { registerNamed, versionsAfter } from "../register.ts";

/** What a new version would find among the records that are there. */
export interface Finding {
  /** The field of the new version, or of the old one that would be lost; "" for the register as a whole. */
  field: string;
  /** A message's key: which rule. */
  rule: string;
  /** Whether it may not be published so; otherwise it is only to be known. */
  breaks: boolean;
  count: number;
  /** Some of the records, to be looked at. */
  samples: { id: string; number: string; person: string | null }[];
}
export interface DryRun {
  records: number;
  findings: Finding[];
}

const samplesShown = 5;

/** A condition in SQL that a record fulfils when it breaks a rule. Names of fields are letters and digits by their schema. */
interface Rule {
  field: string;
  rule: string;
  breaks: boolean;
  where: string;
}

/**
 * Tries a version over all records, each by the version under which it was written and with what the file says becomes of
 * it: one pass in the database for each version that has records, counting every rule at once.
 */
export async function dryRun(tx: Tx, next: Register): Promise<DryRun> {
  const groups = await tx.query<{ definition: number; n: number }>(
    "select definition, count(*)::int as n from registers.record where register = $1 and ended_on is null group by 1 order by 1",
    [next.code],
  );
  const records = groups.reduce((sum, { n }) => sum + n, 0);
  const findings = new Map<string, Finding>();
  if (records === 0) return { records, findings: [] };
  for (const finding of changedAtAll((await registerNamed(tx, next.code))!, next, records))
    findings.set(finding.rule, finding);
  for (const { definition } of groups) {
    const [written, ...between] = await versionsAfter(tx, next.code, definition - 1);
    const rules = rulesBetween(written!, [...between, next]);
    if (rules.length === 0) continue;
    const from = "from registers.record r where r.register = $1 and r.definition = $2 and r.ended_on is null";
    const counts = rules.map(({ where }, i) => `count(*) filter (where ${where})::int as n${i}`).join(", ");
    const [found] = await tx.query<Record<string, number>>(`select ${counts} ${from}`, [next.code, definition]);
    for (const [i, { field, rule, breaks, where }] of rules.entries()) {
      const count = found![`n${i}`]!;
      if (count === 0) continue;
      const samples = await tx.query<Finding["samples"][number]>(
        `select r.id, r.number, r.person ${from} and ${where} order by r.id limit ${samplesShown}`,
        [next.code, definition],
      );
      const before = findings.get(`${field} ${rule}`);
      findings.set(`${field} ${rule}`, {
        field,
        rule,
        breaks,
        count: count + (before?.count ?? 0),
        samples: [...(before?.samples ?? []), ...samples].slice(0, samplesShown),
      });
    }
  }
  return { records, findings: [...findings.values()] };
}

/** What no mapping mends: whom records are about, and how they are numbered. */
function changedAtAll(last: Register, next: Register, count: number): Finding[] {
  const found = (rule: string): Finding => ({ field: "", rule, breaks: true, count, samples: [] });
  return [
    ...(last.holder === next.holder ? [] : [found("registers.dry.holder")]),
    ...(JSON.stringify(last.number) === JSON.stringify(next.number) ? [] : [found("registers.dry.number")]),
  ];
}

const mark = Symbol("where a value came from");

function rulesBetween(written: Register, versions: readonly Register[]): Rule[] {
  const next = versions.at(-1)!;
  const marked = Object.fromEntries(Object.keys(written.fields).map((name) => [name, { [mark]: name }]));
  const arrives = broughtThrough(versions, marked) as Record<string, { [mark]?: string }>;
  const defaults = broughtThrough(versions, {});
  const rules: Rule[] = [];
  for (const [name, value] of Object.entries(arrives)) {
    const from = value?.[mark];
    if (from === undefined || name in next.fields) continue;
    const sealed = written.fields[from]!.protection === "sealed";
    rules.push({
      field: from,
      rule: "registers.dry.lost",
      breaks: true,
      where: sealed ? "r.sealed is not null" : `r.data ? ${quoted(from)}`,
    });
  }
  for (const [name, field] of Object.entries(next.fields))
    rules.push(...rulesOf(name, field, arrives[name]?.[mark], written, defaults));
  return rules;
}

function rulesOf(name: string, field: Field, from: string | undefined, written: Register, defaults: Data): Rule[] {
  const old = from === undefined ? undefined : written.fields[from];
  const fallback = name in defaults ? `${quoted(JSON.stringify(defaults[name]))}::jsonb` : "null::jsonb";
  if (old?.protection === "sealed") {
    // What is sealed is opened record by record by whoever may see it; here only its rule is compared.
    const same = JSON.stringify([old.type, old.options, old.min, old.max, old.list, old.required]);
    const now = JSON.stringify([field.type, field.options, field.min, field.max, field.list, field.required]);
    return [
      ...(same === now
        ? []
        : [{ field: name, rule: "registers.dry.sealed", breaks: true, where: "r.sealed is not null" }]),
    ];
  }
  const value = from === undefined ? fallback : `coalesce(r.data -> ${quoted(from)}, ${fallback})`;
  const rules: Rule[] = [
    {
      field: name,
      rule: `registers.fault.${field.type}`,
      breaks: true,
      where: `${value} is not null and not (${fitsInSql(field, value)})`,
    },
  ];
  if (field.required) rules.push({ field: name, rule: "kernel.fault.empty", breaks: true, where: `${value} is null` });
  if (field.protection === "sealed")
    rules.push({ field: name, rule: "registers.dry.unsealed", breaks: false, where: `${value} is not null` });
  return rules;
}
