import assert from "node:assert/strict";
import { createHash, createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Edge, grow, rootOf } from "../tree/edge.ts";
import { leafHash, nodeHash } from "../tree/hash.ts";
import { openCheckpoint, rawKey, signCheckpoint, verifierKey } from "../tree/note.ts";
import { consistencyProof, inclusionProof, isConsistent, rootByInclusion, type Subtree } from "../tree/proof.ts";
import { readProof, writeProof } from "../tree/proof-file.ts";
import { readTileName, subtreeFromTiles, tileName } from "../tree/tiles.ts";

// Made with golang.org/x/mod/sumdb/tlog 0.7.0, which this project did not write.
const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));
const entry = (i: number) => Buffer.from(`{"seq":${i},"actor":"petugas-${i % 7}","act":"baca"}`);
const base64 = (hashes: readonly string[]) => hashes.map((hash) => Buffer.from(hash, "base64"));
const leaves = Array.from({ length: 70_000 }, (_, i) => leafHash(entry(i)));

/** The tree by its definition alone, as slow as it is plain. */
function plainRoot(low: number, high: number): Buffer {
  if (high - low === 1) return leaves[low]!;
  let k = 1;
  while (k * 2 < high - low) k *= 2;
  return nodeHash(plainRoot(low, low + k), plainRoot(low + k, high));
}
const plain: Subtree = async (level, index) => plainRoot(index * 2 ** level, (index + 1) * 2 ** level);

test("leaf hashes, roots and tiles are those of the reference implementation, up to 70,000 leaves", () => {
  for (const { entry: text, leafHash: hash } of vectors.leaf_hash)
    assert.equal(leafHash(Buffer.from(text)).toString("base64"), hash);
  const wanted = new Map<number, string>(
    vectors.roots.map((one: { size: number; root: string }) => [one.size, one.root]),
  );
  const tiles = new Map<string, Buffer[]>();
  let edge: Edge = { size: 0, roots: [] };
  assert.equal(rootOf(edge).toString("base64"), wanted.get(0));
  for (const leaf of leaves) {
    edge = grow(edge, [leaf], (level, index, hash) => {
      const name = `${level}/${Math.floor(index / 256)}`;
      tiles.set(name, [...(tiles.get(name) ?? []), hash]);
    });
    const root = wanted.get(edge.size);
    if (root) assert.equal(rootOf(edge).toString("base64"), root, `size ${edge.size}`);
  }
  for (const { path, sha256 } of vectors.tiles) {
    const name = readTileName(path.replace(/^tile\//, ""))!;
    assert.equal(`tile/${tileName(name)}`, path);
    const at = name.index * 256;
    const hashes =
      name.level === 0
        ? leaves.slice(at, at + name.width)
        : tiles.get(`${name.level}/${name.index}`)!.slice(0, name.width);
    assert.equal(createHash("sha256").update(Buffer.concat(hashes)).digest("hex"), sha256, path);
  }
  for (const { L, N, W, path } of vectors.tile_paths)
    assert.equal(`tile/${tileName({ level: L, index: N, width: W })}`, path);
});

test("inclusion and consistency proofs are those of the reference implementation", async () => {
  for (const { index, size, proof } of vectors.inclusion) {
    const made = await inclusionProof(index, size, plain);
    assert.deepEqual(
      made.map((hash) => hash.toString("base64")),
      proof,
      `${index} of ${size}`,
    );
    assert.deepEqual(rootByInclusion(entry(index), index, size, base64(proof)), plainRoot(0, size));
  }
  for (const { old, new: now, proof } of vectors.consistency) {
    if (old === 0) continue;
    assert.deepEqual(
      (await consistencyProof(old, now, plain)).map((hash) => hash.toString("base64")),
      proof,
      `${old} to ${now}`,
    );
    assert.ok(isConsistent(old, now, base64(proof), plainRoot(0, old), plainRoot(0, now)));
  }
});

test("at every size every proof leads to the root, and with one bit turned none does", async () => {
  for (let size = 1; size <= 40; size += 1) {
    const root = plainRoot(0, size);
    for (let index = 0; index < size; index += 1) {
      const path = await inclusionProof(index, size, plain);
      assert.deepEqual(rootByInclusion(entry(index), index, size, path), root);
      assert.notDeepEqual(rootByInclusion(entry(index + 1), index, size, path), root);
      for (const [i, hash] of path.entries()) {
        const bent = path.with(i, Buffer.from(hash.map((byte, at) => (at === index % 32 ? byte ^ 1 : byte))));
        assert.notDeepEqual(rootByInclusion(entry(index), index, size, bent), root);
      }
      assert.equal(rootByInclusion(entry(index), index, size, [...path, root]), null);
      assert.equal(rootByInclusion(entry(index), size, size, path), null);
    }
    for (let old = 1; old <= size; old += 1) {
      const proof = await consistencyProof(old, size, plain);
      assert.ok(isConsistent(old, size, proof, plainRoot(0, old), root));
      if (old < size) assert.ok(!isConsistent(old, size, proof, plainRoot(1, old + 1), root));
      assert.ok(!isConsistent(old, size, [...proof, root], plainRoot(0, old), root));
    }
  }
});

test("subtrees read out of tiles are the tree's own, and each tile is read once", async () => {
  const size = 66_000;
  const reads: string[] = [];
  const subtree = subtreeFromTiles(async (level, index) => {
    reads.push(`${level}/${index}`);
    const step = 256 ** level;
    const width = Math.min(256, Math.floor(size / step) - index * 256);
    return Promise.all(
      Array.from({ length: width }, (_, i) => plainRoot((index * 256 + i) * step, (index * 256 + i + 1) * step)),
    );
  });
  assert.deepEqual(
    rootByInclusion(entry(300), 300, size, await inclusionProof(300, size, subtree)),
    plainRoot(0, size),
  );
  assert.equal(new Set(reads).size, reads.length);
  assert.ok(reads.length <= 6, `${reads.length} tiles`);
});

test("only what the standard would write is a tile's name", () => {
  for (const name of ["0/000", "entries/x001/067", "0/273.p/112", "2/000.p/1", "1/x999/x999/999"])
    assert.equal(tileName(readTileName(name)!), name);
  for (const name of [
    "",
    "0",
    "0/0",
    "0/x001",
    "0/x000/001",
    "0/000.p/0",
    "0/000.p/256",
    "00/000",
    "9/000",
    "0/000/..",
    "entries/",
    "-1/000",
    "0/000.p/1/x",
  ])
    assert.equal(readTileName(name), null, name);
});

test("a note is opened by its key alone: another key, another word or a bad signature beside a good one spoils it", () => {
  const { vkey, signed, seed_hex } = vectors.checkpoint;
  const opened = openCheckpoint(signed, vkey)!;
  assert.equal(opened.size, 70_000);
  const seed = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.from(seed_hex, "hex")]);
  const privateKey = createPrivateKey({ key: seed, format: "der", type: "pkcs8" });
  const publicKey = Buffer.from(vectors.checkpoint.public_hex, "hex");
  assert.equal(signCheckpoint(opened, privateKey, publicKey), signed, "the same note, byte for byte");
  assert.equal(verifierKey(opened.origin, publicKey), vkey);
  assert.equal(
    openCheckpoint(vectors.cosignature.cosigned_checkpoint, vkey)?.size,
    70_000,
    "a witness's line does not disturb",
  );
  assert.equal(openCheckpoint(signed.replace("70000", "70001"), vkey), null);
  const other = generateKeyPairSync("ed25519");
  assert.equal(openCheckpoint(signed, verifierKey(opened.origin, rawKey(other.publicKey))), null);
  const line = signed.split("\n").at(-2)!;
  const spoilt = `— ${opened.origin} ${Buffer.concat([Buffer.from(line.split(" ")[2]!, "base64").subarray(0, 4), Buffer.alloc(64)]).toString("base64")}\n`;
  assert.equal(openCheckpoint(signed + spoilt, vkey), null);
  for (const garbage of ["", "\n\n", "a\n\nb", signed.replace("\n\n", "\n"), signed.replace("70000", "070000")])
    assert.equal(openCheckpoint(garbage, vkey), null);
});

test("a proof file says again what was written into it, and garbage is no proof file", () => {
  const proof = { extra: "{}", index: 5, path: leaves.slice(0, 3), checkpoint: vectors.checkpoint.signed };
  assert.deepEqual(readProof(writeProof(proof)), proof);
  for (const garbage of [
    "",
    "c2sp.org/tlog-proof@v1\n\n",
    writeProof(proof).replace("index 5", "index -5"),
    writeProof(proof).replace("@v1", "@v2"),
  ])
    assert.equal(readProof(garbage), null);
});
