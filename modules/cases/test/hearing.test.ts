import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { cancelHearing, holdHearing, inviteToHearing } from "../commands/hearings.ts";
import { attendanceOf, localMoment } from "../pages/hearing.ts";
import { afterlifeOf } from "../queries/afterlife.ts";

const day = 86_400_000;
const place = "Ruang rapat DPMPTSP";
const matter = "Luas dan ventilasi dapur";
const attendance = [
  { name: "Narti Suryani", as: "pemohon", came: true },
  { name: "Budi Santoso", as: "saksi", came: false },
];
const minutes = "Pemohon menunjukkan foto ventilasi.\n\nDisepakati pemeriksaan ulang.";
const refused = (key: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.ok([error.messageKey, ...error.faults.map(({ messageKey }) => messageKey)].includes(key), error.messageKey);
  return true;
};

test("an applicant is invited enough working days ahead, told when and where, and the minutes become a sealed document of both", async (t) => {
  const s = await scene(t, { now: "2026-11-24T03:00:00Z" });
  const id = await s.submitted();
  const invite = (at: string, who = s.reviewer) =>
    s.act(who, inviteToHearing, { case: id, at: new Date(at), place, matter });
  await assert.rejects(
    invite("2026-11-26T03:00:00Z"),
    refused("cases.fault.hearing-early"),
    "two working days are too few",
  );
  await assert.rejects(invite("2026-11-29T03:00:00Z"), refused("cases.fault.hearing-early"), "a Sunday");
  await assert.rejects(invite("2026-11-20T03:00:00Z"), refused("cases.fault.hearing-early"), "the past");
  await assert.rejects(invite("2026-11-27T03:00:00Z", s.owner), refused("kernel.refusal.not-allowed"));
  const foreign = actors.officer(s.world.newId(), "dinsos", "bantuan", ["reviewer"]);
  await assert.rejects(invite("2026-11-27T03:00:00Z", foreign), refused("kernel.refusal.not-found"));
  const { hearing } = await invite("2026-11-27T03:00:00Z");
  const [told] = await s.asOwner<{ body: { id: string } }>(
    "select body from messages.message where kind = 'case-hearing'",
  );
  for (const part of [/27 November 2026/, /10\.00/, /Ruang rapat/, /ventilasi dapur/])
    assert.match(told!.body.id, part);
  const head = { ...s.head };
  await assert.rejects(
    s.act(head, holdHearing, { hearing, attendance, minutes }),
    refused("cases.refusal.hearing-not-yet"),
  );
  s.clock.forward(3 * day);
  await assert.rejects(
    s.act(s.reviewer, holdHearing, { hearing, attendance, minutes }),
    refused("kernel.refusal.step-up-needed"),
  );
  await assert.rejects(
    s.act(head, holdHearing, { hearing, attendance: [], minutes }),
    refused("cases.fault.attendance"),
  );
  await s.act(head, holdHearing, { hearing, attendance, minutes });
  await assert.rejects(
    s.act(head, holdHearing, { hearing, attendance, minutes }),
    refused("cases.refusal.hearing-over"),
  );
  await s.work();
  const seen = await s.ask(s.owner, afterlifeOf, { case: id });
  const [held] = seen.hearings;
  assert.deepEqual([held?.state, held?.attendance, held?.officer_name], ["held", attendance, ""]);
  const [paper] = await s.asOwner<{
    number: string;
    person: string;
    signers: unknown[];
    content: { rows: { label: string; value: string }[]; body: string[] };
  }>("select number, person, signers, content from documents.document where id = $1", [held?.document]);
  assert.match(paper!.number, /^BA\/000001/);
  assert.equal(paper!.person, s.owner.person);
  assert.equal(paper!.content.body.length, 2);
  assert.ok(
    paper!.content.rows.some(({ label, value }) => label === "saksi" && value === "Budi Santoso (tidak hadir)"),
  );
  assert.equal(paper!.signers.length, 2);
});

test("a hearing that is called off is told, and cannot be held", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  const at = s.world.calendar.deadline(s.clock.now(), 5);
  const { hearing } = await s.act(s.reviewer, inviteToHearing, { case: id, at, place, matter });
  await assert.rejects(s.act(s.owner, cancelHearing, { hearing }), refused("kernel.refusal.not-allowed"));
  await s.act(s.reviewer, cancelHearing, { hearing });
  await assert.rejects(s.act(s.reviewer, cancelHearing, { hearing }), refused("cases.refusal.hearing-over"));
  assert.equal((await s.asOwner("select 1 from messages.message where kind = 'case-hearing-off'")).length, 1);
});

test("day and hour are read as they are written here, and what is no day is none", () => {
  const at = (date: string, time: string) => localMoment(date, time, "Asia/Jakarta")?.toISOString();
  assert.equal(at("1/12/2026", "9.30"), "2026-12-01T02:30:00.000Z");
  assert.equal(at("2026-12-01", "09:30"), "2026-12-01T02:30:00.000Z");
  assert.equal(at("29-2-2028", "00:15"), "2028-02-28T17:15:00.000Z");
  for (const [date, time] of [
    ["31/2/2027", "9:00"],
    ["besok", "9:00"],
    ["1/12/2026", "pagi"],
    ["", ""],
  ] as const)
    assert.equal(at(date, time), undefined, `${date} ${time}`);
});

test("who came is read a line each", () => {
  assert.deepEqual(attendanceOf("Narti Suryani, pemohon\n\n Budi Santoso, saksi (tidak hadir)\nSiti"), [
    ...attendance,
    { name: "Siti", as: "-", came: true },
  ]);
});
