import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import ICAL from "ical.js";
import { actors } from "../../../test/stage.ts";
import { calendarFile } from "../calendar-file.ts";
import { book, change } from "../commands/book.ts";
import { cancel } from "../commands/cancel.ts";
import { renewFeed } from "../commands/feed.ts";
import { licence, tomorrow, town } from "./town.ts";

const token = "k".repeat(43);
const hash = (text: string) => createHash("sha256").update(text).digest("base64url");
const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));

test("a calendar that nobody here wrote reads when and where, follows a change, and sees what was cancelled", async (t) => {
  const s = await town(t);
  const narti = s.somebody();
  const app = await s.web();
  const feed = () => app.inject(`/kalender/${token}.ics`);
  assert.equal((await feed()).statusCode, 404);
  await s.act(narti, renewFeed, { hash: hash(token) });
  const { ticket, code } = await s.act(narti, book, { ...licence, day: tomorrow, slot: "09:00" });
  const answer = await feed();
  assert.equal(answer.headers["content-type"], "text/calendar; charset=utf-8");
  const [first] = events(answer.body);
  assert.equal(first!.startDate.toJSDate().toISOString(), "2026-11-25T02:00:00.000Z");
  assert.equal(first!.endDate.toJSDate().toISOString(), "2026-11-25T02:30:00.000Z");
  assert.match(first!.location, /Mal Pelayanan Publik Tirtasari, Jalan Melati 7, Tirtasari/);
  assert.match(first!.description, new RegExp(code));
  await s.act(narti, change, { ticket, day: tomorrow, slot: "10:00" });
  const [moved] = events((await feed()).body);
  assert.equal(moved!.uid, first!.uid);
  assert.equal(moved!.sequence, 1);
  assert.equal(moved!.startDate.toJSDate().toISOString(), "2026-11-25T03:00:00.000Z");
  await s.act(narti, cancel, { ticket });
  const [gone] = events((await feed()).body);
  assert.equal(gone!.component.getFirstPropertyValue("status"), "CANCELLED");
  assert.equal(gone!.component.getFirstSubcomponent("valarm"), null);
});

test("a new address closes the old one, closing closes it, and the database holds no address", async (t) => {
  const s = await town(t);
  const narti = s.somebody();
  const app = await s.web();
  await s.act(narti, renewFeed, { hash: hash(token) });
  const other = "m".repeat(43);
  await s.act(narti, renewFeed, { hash: hash(other) });
  const status = async (one: string) => (await app.inject(`/kalender/${one}.ics`)).statusCode;
  assert.deepEqual([await status(token), await status(other), await status("short")], [404, 200, 404]);
  const [kept] = await s.asOwner("select encode(hash, 'hex') as hash, person from appointments.feed");
  assert.doesNotMatch(JSON.stringify(kept), /mmmm/);
  await s.act(narti, renewFeed, { hash: null });
  assert.equal(await status(other), 404);
  await assert.rejects(s.act(actors.stranger, renewFeed, { hash: null }), /sign-in-needed/);
});

test("whatever letters a place has, each line is at most 75 octets, ends in CRLF, and is read back as it was", async (t) => {
  const s = await town(t);
  await s.act(s.somebody(), book, { ...licence, day: tomorrow, slot: "09:00" });
  const [ticket] = await s.tickets();
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 150 }), (number) => {
      const clean = number.replace(/\p{Cc}/gu, "");
      const text = calendarFile(s.world, [{ ...ticket!, number: clean }], "id");
      for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
      assert.ok(text.endsWith("\r\n"));
      const [read] = events(text);
      assert.ok(read!.description.includes(clean), `${JSON.stringify(clean)} in ${JSON.stringify(read!.description)}`);
    }),
  );
});
