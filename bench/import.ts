import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished, pipeline } from "node:stream/promises";
import { from, to } from "pg-copy-streams";
import { Client } from "../kernel/database/index.ts";
import { files } from "../modules/registers/index.ts";
import type { Figure, Hall } from "./hall.ts";

/** Records a second, and seconds for a million, that are promised. */
const promised = { rate: 20_000, seconds: 60 };

/** Records of a typical register brought in from CSV, checked and written; beside a raw COPY of the very same rows. */
export async function importing(hall: Hall, count: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-import-"));
  const path = join(folder, "addresses.csv");
  try {
    await writeAddresses(path, count);
    await hall.prepare("delete from registers.record where register = 'addresses'");
    await hall.prepare("vacuum analyze registers.record");
    const file = await files.open(hall.world, "addresses", path);
    const tell = { say: (line: string) => hall.say(`import: ${line}`) };
    const checking = await seconds(() => files.check(hall.world, file, { ...tell, onFault() {} }));
    const before = process.memoryUsage().rss;
    let written = 0;
    const writing = await seconds(async () => {
      written = await files.write(hall.world, file, { ...tell, reason: "Bench" });
    });
    const [there] = await hall.prepare<{ n: number }>(
      "select count(*)::int as n from registers.record where register = 'addresses'",
    );
    const copying = await copied(hall, join(folder, "rows"));
    const label = `${count.toLocaleString("en")} records from CSV`;
    const whole = (promised.seconds * count) / 1_000_000;
    const rate = count / writing;
    return [
      {
        name: `${label}, read, judged and written, each batch with its line in the journal`,
        ours: `${writing.toFixed(1)} s, ${Math.round(rate).toLocaleString("en")} /s`,
        against: `COPY of the same rows into the same table with its indexes: ${copying.toFixed(1)} s`,
        ratio: copying / writing,
        target: `≥ ${promised.rate.toLocaleString("en")} /s and ≤ ${whole.toFixed(0)} s`,
        met: written === count && there!.n === count && rate >= promised.rate && writing <= whole,
      },
      {
        name: `${label}, looked through beforehand against the register`,
        ours: `${checking.toFixed(1)} s`,
        against: "",
        ratio: null,
        target: `≤ ${whole.toFixed(0)} s`,
        met: checking <= whole,
      },
      {
        name: `${label}: memory above what the house had`,
        ours: `${Math.max(0, Math.round((process.memoryUsage().rss - before) / 1_048_576))} MB`,
        against: "",
        ratio: null,
        target: "≤ 400 MB",
        met: process.memoryUsage().rss - before <= 400 * 1_048_576,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
    await hall.prepare("delete from registers.record where register = 'addresses'");
  }
}

async function writeAddresses(path: string, count: number): Promise<void> {
  const out = createWriteStream(path);
  out.write("code,street,rt,rw,village,postal,record.since\n");
  for (let n = 1; n <= count; n += 1) {
    const village = `99.01.01.10${String((n % 10) + 1).padStart(2, "0")}`;
    const line = `AL-${n},Jalan Teratai Nomor ${n % 997} Gang ${n % 89},00${n % 9},00${n % 7},${village},9901${n % 10},2020-01-01\n`;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await finished(out);
}

/** The floor: the database takes the same rows into a table of the same form, and nobody checks anything. */
async function copied(hall: Hall, path: string): Promise<number> {
  await hall.prepare("drop table if exists bench.record");
  await hall.prepare("create table bench.record (like registers.record including all)");
  const client = new Client({ connectionString: hall.cluster.adminUrl.replace(/\/postgres(\?|$)/, "/pendopo$1") });
  await client.connect();
  try {
    const rows = "select * from registers.record where register = 'addresses' order by id";
    await pipeline(client.query(to(`copy (${rows}) to stdout`)), createWriteStream(path));
    return await seconds(() => pipeline(createReadStream(path), client.query(from("copy bench.record from stdin"))));
  } finally {
    await client.end();
    await hall.prepare("drop table bench.record");
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
