import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { FileFault } from "../../../kernel/index.ts";
import { bounds, readArchive } from "../archive/read.ts";
import { writeArchive } from "../archive/write.ts";
import { fileNames, filesIn, readFiles } from "../definition/load.ts";

const example = fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro", import.meta.url));
const files = filesIn(example);
const archive = writeArchive(files);
const faultOf = (bytes: Buffer): string => {
  try {
    readArchive(bytes);
  } catch (error) {
    assert.ok(error instanceof FileFault, String(error));
    return error.faults.join("\n");
  }
  return "";
};

test("any files go into one file and come out as they were; the same files give the same bytes in any order", () => {
  const someFiles = fc.dictionary(fc.constantFrom(...fileNames), fc.string({ unit: "binary", maxLength: 300 }), {
    minKeys: 1,
  });
  fc.assert(
    fc.property(someFiles, (some) => {
      const kept = Object.fromEntries(Object.entries(some).map(([name, text]) => [name, text.toWellFormed()]));
      const bytes = writeArchive(kept);
      assert.deepEqual(readArchive(bytes), { ...kept });
      assert.ok(writeArchive(Object.fromEntries(Object.entries(kept).reverse())).equals(bytes));
    }),
    { numRuns: 500 },
  );
});

test("a published service goes through the archive to the same hash", () => {
  assert.equal(readFiles(readArchive(archive)).hash, readFiles(files).hash);
});

test("another program reads what is written here, and what it packs is read here", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-archive-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "a.zip"), archive);
  const python = (code: string) => execFileSync("python3", ["-c", code], { cwd: folder, encoding: "utf8" });
  const listed = python("import zipfile; z = zipfile.ZipFile('a.zip'); print(z.testzip(), *sorted(z.namelist()))");
  assert.equal(listed.trim(), `None ${Object.keys(files).sort().join(" ")}`);
  python(`import zipfile, glob, os
with zipfile.ZipFile('b.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for path in glob.glob(${JSON.stringify(`${example}/*.yaml`)}): z.write(path, 'izin-usaha-mikro/' + os.path.basename(path))`);
  assert.deepEqual(readArchive(readFileSync(join(folder, "b.zip"))), files);
});

/** One entry, made by hand, that may lie. */
function crafted({
  name = "form.yaml",
  body = Buffer.from("a: 1"),
  method = 0,
  size,
  count = 1,
  flags = 0,
  sum,
}: {
  name?: string;
  body?: Buffer;
  method?: number;
  size?: number;
  count?: number;
  flags?: number;
  sum?: number;
}) {
  const one = writeArchive({ [name]: "x".repeat(body.length) });
  const bytes = Buffer.from(one);
  body.copy(bytes, 30 + Buffer.byteLength(name));
  const list = bytes.lastIndexOf("PK\x01\x02", undefined, "latin1");
  bytes.writeUInt16LE(flags, list + 8);
  bytes.writeUInt16LE(method, list + 10);
  bytes.writeUInt32LE(sum ?? crc32(body), list + 16);
  bytes.writeUInt32LE(size ?? body.length, list + 24);
  bytes.writeUInt16LE(count, bytes.length - 12);
  return bytes;
}

test("a hostile or broken file is told in a sentence and does no harm", () => {
  const bomb = deflateRawSync(Buffer.alloc(50_000_000));
  const hostile: [Buffer, RegExp][] = [
    [Buffer.alloc(0), /no zip file/],
    [Buffer.from("hello"), /no zip file/],
    [Buffer.alloc(bounds.archive + 1), /larger than/],
    [crafted({ name: "../../etc/passwd" }), /is no name/],
    [crafted({ name: "/etc/form.yaml" }), /is no name/],
    [crafted({ name: "a/b/form.yaml" }), /is no name/],
    [crafted({ name: "..\\form.yaml" }), /is no name/],
    [crafted({ body: bomb, method: 8, size: 100 }), /does not unpack/],
    [crafted({ body: bomb, method: 8, size: 50_000_000 }), /too large/],
    [crafted({ method: 8 }), /does not unpack/],
    [crafted({ method: 12 }), /packed in a way/],
    [crafted({ flags: 1 }), /password/],
    [crafted({ sum: 7 }), /damaged/],
    [crafted({ count: 60_000 }), /60000 files/],
    [crafted({ count: 3 }), /list of files is broken|cut short/],
    [archive.subarray(0, archive.length - 30), /no zip file/],
  ];
  for (const [bytes, says] of hostile) assert.match(faultOf(bytes), says);
  const twice = Buffer.from(
    writeArchive({ "fee.yaml": "a", "fef.yaml": "a" }).toString("latin1").replaceAll("fef", "fee"),
    "latin1",
  );
  assert.match(faultOf(twice), /twice/);
});

test("whatever bytes are changed, it is read as it is or told what is wrong: never anything else", () => {
  const change = fc.record({ at: fc.nat(archive.length - 1), to: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(archive.length), (changes, cut) => {
      const bytes = Buffer.from(archive.subarray(0, cut % 5 === 0 ? cut : archive.length));
      for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
      faultOf(bytes);
    }),
    { numRuns: 3000 },
  );
});

test("a file that is nested without end, or refers to itself without end, is a fault and no more", () => {
  const whole = { ...files };
  const laughs = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`).join("\n")}\n`;
  const hostile = [
    "[".repeat(100_000),
    "- ".repeat(100_000),
    `a: ${"{a: ".repeat(50_000)}`,
    "a: 1\n".repeat(50_000),
    `[${"a, ".repeat(90_000)}]`,
    "- &a [*a]\n".repeat(5000),
    Array.from({ length: 600 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    laughs,
  ];
  for (const text of hostile) {
    const started = performance.now();
    assert.throws(() => readFiles({ ...whole, "form.yaml": text }), FileFault);
    assert.ok(performance.now() - started < 1000, `${text.slice(0, 10)} took ${performance.now() - started} ms`);
  }
});
