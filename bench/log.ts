import { randomBytes } from "node:crypto";
import { act, ask } from "../kernel/index.ts";
import { relay } from "../kernel/jobs/relay.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { proofOf } from "../modules/transparency/queries/proof.ts";
import { signOnce } from "../modules/transparency/signer.ts";
import { grow } from "../modules/transparency/tree/edge.ts";
import { leafHash } from "../modules/transparency/tree/hash.ts";
import { type Figure, type Hall, median, milliseconds, perSecond, rate } from "./hall.ts";
import { drafts, ownerOf } from "./rows.ts";

const count = 4000;

/** What the log costs the acts that it records, and how long a proof takes when it has a million leaves. */
export async function log(hall: Hall): Promise<Figure[]> {
  const owner = await ownerOf(hall);
  const rateWith = async (taps: boolean): Promise<number> => {
    const world = taps
      ? hall.world
      : { ...hall.world, modules: hall.world.modules.map((room) => ({ ...room, taps: [] })) };
    const ids = await drafts(hall, count);
    const stop = new AbortController();
    const relaying = relay(world, stop.signal);
    const done = await rate(count, 32, (i) =>
      act(world, owner, submitApplication, { draft: ids[i]!, declaration: true }),
    );
    stop.abort();
    await relaying;
    return done;
  };
  await rateWith(true);
  // In turns, so that a slow minute of the machine hits both.
  const runs = { bare: [] as number[], logged: [] as number[] };
  for (let turn = 0; turn < 3; turn += 1) {
    runs.bare.push(await rateWith(false));
    runs.logged.push(await rateWith(true));
  }
  const [bare, logged] = [median(runs.bare), median(runs.logged)];
  const proof = await proofAtAMillion(hall);
  return [
    {
      name: "the log's cost to acts",
      ours: `${((1 - logged / bare) * 100).toFixed(1)} %`,
      against: `${perSecond(logged)} with the log, ${perSecond(bare)} relayed without it`,
      ratio: logged / bare,
      target: "≤ 10 %",
      met: logged / bare >= 0.9,
    },
    {
      name: "inclusion proof at 1,000,000 leaves, median",
      ours: milliseconds(proof),
      against: "",
      ratio: null,
      target: "≤ 5 ms",
      met: proof <= 5,
    },
  ];
}

/** Grows the tree to a million leaves by rows of chance, then asks for proofs of the journal's own first rows. */
async function proofAtAMillion(hall: Hall): Promise<number> {
  const [tree] = await hall.prepare<{ size: bigint; edge: Buffer[] }>("select size::int, edge from transparency.tree");
  let edge = { size: Number(tree!.size), roots: tree!.edge };
  while (edge.size < 1_000_000) {
    hall.say(`log: ${edge.size} leaves`);
    const first = edge.size;
    const entries = Array.from({ length: Math.min(20_000, 1_000_000 - first) }, () => randomBytes(32));
    const nodes: [number, number, Buffer][] = [];
    edge = grow(edge, entries.map(leafHash), (level, index, hash) => nodes.push([level, index, hash]));
    await hall.prepare(
      "insert into transparency.entry (index, journal, commitment) select $1 + n - 1, gen_random_uuid(), c from unnest($2::bytea[]) with ordinality as t(c, n)",
      [first, entries],
    );
    await hall.prepare(
      "insert into transparency.node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])",
      [nodes.map(([level]) => level), nodes.map(([, index]) => index), nodes.map(([, , hash]) => hash)],
    );
    await hall.prepare("update transparency.tree set size = $1, edge = $2", [edge.size, edge.roots]);
  }
  await signOnce(hall.world);
  await hall.prepare("vacuum analyze transparency.entry");
  const rows = await hall.prepare<{ id: string; about: string }>(
    "select j.id from kernel.journal j join transparency.entry e on e.journal = j.id limit 200",
  );
  const auditor = {
    ...(await ownerOf(hall)),
    hat: "officer" as const,
    officer: { id: rows[0]!.id, agency: "inspektorat", office: "audit", roles: ["auditor" as const] },
  };
  const times: number[] = [];
  for (const { id } of rows) {
    const start = performance.now();
    if (!(await ask(hall.world, auditor, proofOf, { id }))) throw new Error("no proof");
    times.push(performance.now() - start);
  }
  return median(times);
}
