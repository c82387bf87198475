import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, type TestContext, test } from "node:test";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { folderFiles } from "../../../kernel/files/index.ts";
import { uuidv7 } from "../../../kernel/ids.ts";
import { Refusal, type RequestContext } from "../../../kernel/index.ts";
import { phonePhoto } from "../../../test/journeys/licence.ts";
import { scan } from "../scan.ts";
import { takePhoto } from "../upload.ts";

const folder = mkdtempSync(join(tmpdir(), "pendopo-upload-"));
after(() => rmSync(folder, { recursive: true }));

/** Somewhere to hand photos in, with a file store of its own; `kept` counts what is in it. */
function hall(scanner?: string) {
  const store = mkdtempSync(join(folder, "store-"));
  const files = folderFiles(store);
  const world = { config: { CLAMAV_SOCKET: scanner }, newId: () => uuidv7(Date.now()), files };
  const take = async (body: Buffer, name = "lapak.jpg") => {
    const taken = await takePhoto({ world } as unknown as RequestContext, "photo", { field: "photo", name, body });
    return { taken, body: (await files.get(taken.store))! };
  };
  return { take, kept: () => readdirSync(store).length };
}
const refused = (key: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.deepEqual(error.faults, [{ path: "photo", messageKey: `cases.fault.${key}` }]);
  return true;
};

const picture = (width = 64, height = 48) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 90, b: 40 } } });

test("a phone's photo is drawn anew: the place, the camera and every other hidden word are gone, upright stays upright", async () => {
  const phone = await phonePhoto();
  assert.ok((await sharp(phone).metadata()).exif, "the original says where it was taken");
  assert.ok(phone.includes("Telepon"));
  const { body, taken } = await hall().take(phone);
  const seen = await sharp(body).metadata();
  for (const hidden of ["exif", "xmp", "iptc", "icc"] as const) assert.equal(seen[hidden], undefined, hidden);
  for (const word of ["Exif", "GPS", "Telepon", "http://ns.adobe.com"]) assert.ok(!body.includes(word), word);
  assert.equal(taken.type, "image/jpeg");
  assert.equal(taken.bytes, body.length);
  const turned = await picture(80, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { width, height } = await sharp((await hall().take(turned)).body).metadata();
  assert.deepEqual([width, height], [40, 80]);
});

test("JPEG, PNG, WebP and AVIF become JPEG, at most 1,600 pixels wide, whatever the name says", async () => {
  for (const kind of ["jpeg", "png", "webp", "avif"] as const) {
    const { body, taken } = await hall().take(
      await picture(2000, 100)[kind]().toBuffer(),
      "../../etc/<b>lapak</b>.php.svg",
    );
    const seen = await sharp(body).metadata();
    assert.deepEqual([seen.format, seen.width], ["jpeg", 1600], kind);
    assert.match(taken.name, /^[\p{L}\p{N} ._-]+\.jpg$/u);
    assert.doesNotMatch(taken.store, /\.\./);
  }
});

const jpeg = () => picture().jpeg().toBuffer();
const hiding: Record<string, Buffer> = {
  "a ZIP archive": Buffer.from("PK\x03\x04evil.class PK\x05\x06"),
  "a web page": Buffer.from("<html><script>alert(document.cookie)</script></html>"),
  "a PHP script": Buffer.from("<?php system($_GET['c']); ?>"),
  "a PDF": Buffer.from("%PDF-1.7 /JavaScript (app.alert(1))"),
};
for (const [what, payload] of Object.entries(hiding))
  test(`a photo that is also ${what} comes out as a photo and nothing else`, async () => {
    const photo = await jpeg();
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, payload.length + 2]), payload]);
    const inside = Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]);
    const behind = Buffer.concat([photo, payload]);
    const tagged = await picture()
      .withExif({ IFD0: { ImageDescription: payload.toString("latin1") } })
      .jpeg()
      .toBuffer();
    for (const polyglot of [inside, behind, tagged]) {
      const { body } = await hall().take(polyglot);
      assert.ok(!body.includes(payload.subarray(0, 12)), "the payload is gone");
      assert.equal((await sharp(body).metadata()).format, "jpeg");
    }
  });

const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>';
const notPhotos: Record<string, Buffer> = {
  "an SVG": Buffer.from(svg),
  "an SVG that calls itself XML": Buffer.from(`<?xml version="1.0"?>${svg}`),
  "a web page": Buffer.from("<!doctype html><script>alert(1)</script>"),
  "a GIF with an archive behind it": Buffer.concat([
    Buffer.from("GIF89a\x01\0\x01\0\0\0\0;"),
    Buffer.from("PK\x03\x04"),
  ]),
  "a PDF": Buffer.from("%PDF-1.7\n"),
  nothing: Buffer.alloc(0),
  noughts: Buffer.alloc(100_000),
  text: Buffer.from("halo"),
};
for (const [what, body] of Object.entries(notPhotos))
  test(`${what} is no photo, though it is called one`, async () => {
    const { take, kept } = hall();
    await assert.rejects(take(body, "lapak.jpg"), refused("not-photo"));
    assert.equal(kept(), 0);
  });

test("a photo in Apple's own format is turned down with what to do about it", async () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(100)]);
  await assert.rejects(hall().take(heic), refused("heic"));
});

/** A PNG of one colour whose few bytes unfold to `width` × `height` pixels. */
function bomb(width: number, height: number): Buffer {
  const crcOf = (data: Buffer) => {
    let crc = -1;
    for (const byte of data) {
      crc ^= byte;
      for (let i = 0; i < 8; i += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (crc ^ -1) >>> 0;
  };
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crcOf(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(Math.min(height, 2000) * (1 + Math.ceil(width / 8))));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("a picture that would unfold without end is turned down at once", async () => {
  for (const [width, height] of [
    [60_000, 60_000],
    [1_000_000, 60],
    [10_000, 5_001],
  ] as const) {
    const body = bomb(width, height);
    const begun = performance.now();
    await assert.rejects(hall().take(body), refused("bad-photo"));
    assert.ok(performance.now() - begun < 3000, `${width} × ${height} took ${performance.now() - begun} ms`);
  }
});

test("half a photo, and one with broken bytes, is turned down and not kept", async () => {
  const photo = await sharp({
    create: {
      width: 640,
      height: 480,
      channels: 3,
      background: "red",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer();
  for (const broken of [
    photo.subarray(0, photo.length / 2),
    photo.subarray(0, 30),
    Buffer.concat([photo.subarray(0, 200), Buffer.alloc(500)]),
  ]) {
    const { take, kept } = hall();
    await assert.rejects(
      take(broken),
      (error) => error instanceof Refusal && /bad-photo|not-photo/.test(error.faults[0]!.messageKey),
    );
    assert.equal(kept(), 0);
  }
});

// The string that every scanner takes for a virus, in two parts so that none takes this file for one.
const eicar = Buffer.from(
  [String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$`, "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
);

/** What speaks clamd's INSTREAM as its manual says: length and bytes in turn, a length of nought ends. */
async function clamd(
  t: TestContext,
  reply = (body: Buffer): string => (body.includes(eicar) ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0"),
) {
  const asked: Buffer[] = [];
  const server: Server = createServer((socket) => {
    let said = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (part) => {
      said = Buffer.concat([said, part]);
      const greeting = "zINSTREAM\0";
      if (said.length < greeting.length) return;
      assert.equal(said.subarray(0, greeting.length).toString(), greeting);
      const parts: Buffer[] = [];
      for (let at = greeting.length; at + 4 <= said.length; ) {
        const length = said.readUInt32BE(at);
        if (length === 0) {
          asked.push(Buffer.concat(parts));
          const answer = reply(asked.at(-1)!);
          if (answer) socket.end(answer);
          return;
        }
        if (at + 4 + length > said.length) return;
        parts.push(said.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  t.after(() => server.close());
  return { at: `127.0.0.1:${(server.address() as { port: number }).port}`, asked };
}

test("a scanner that is configured sees the bytes as they came; what it finds is refused, nothing of it is kept", async (t) => {
  const { at, asked } = await clamd(t);
  const photo = await jpeg();
  await hall(at).take(photo);
  assert.deepEqual(asked, [photo]);
  const { take, kept } = hall(at);
  await assert.rejects(take(Buffer.concat([photo, eicar])), refused("not-clean"));
  assert.equal(kept(), 0);
});

test("a scanner that is away, lost for words, or unsure lets nothing pass, and the person is told to try again", async (t) => {
  const photo = await jpeg();
  await assert.rejects(hall("127.0.0.1:1").take(photo), refused("not-scanned"));
  await assert.rejects(hall("/tmp/no-such-clamd.sock").take(photo), refused("not-scanned"));
  for (const words of [
    "INSTREAM size limit exceeded. ERROR\0",
    "stream: OK but not really\0",
    "OK\0",
    "\0",
    "x".repeat(5000),
  ]) {
    const { at } = await clamd(t, () => words);
    assert.equal(await scan(at, photo), "away", words.slice(0, 30));
  }
});
