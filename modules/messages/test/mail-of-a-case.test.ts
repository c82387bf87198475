import assert from "node:assert/strict";
import { test } from "node:test";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { mailServer } from "./post.ts";

test("each step of a case is told by mail, and no mail carries more about the person than that there is a case", async (t) => {
  const server = await mailServer(t);
  const s = await scene(t, { env: { SMTP_URL: server.url } });
  const id = await s.submitted();
  await s.work();
  await s.approved(id);
  const record = s.world.modules
    .flatMap((room) => room.commands ?? [])
    .find(({ name }) => name === "cases.record-payment");
  await s.act(actors.system("test"), record as never, { case: id } as never);
  await s.work();
  const { row } = await s.look(id);
  assert.equal(row.status, "issued");
  const subjects = server.received.map(({ mail }) => mail.subject);
  for (const step of [/kami terima/, /disetujui/, /terbit/i])
    assert.ok(
      subjects.some((subject) => step.test(subject ?? "")),
      `${step} in ${subjects}`,
    );
  const { applicant } = row.facts as { applicant: Record<string, unknown> };
  const personal = [...Object.values(applicant), ...Object.values(row.answers)]
    .map(String)
    .filter((value) => value.length >= 4 && value !== "true" && value !== "false");
  assert.ok(personal.length > 4, "there is something to keep back");
  for (const { raw, mail, to } of server.received) {
    assert.equal(to.length, 1);
    const said = `${mail.subject}\n${mail.text}\n${raw.split("\r\n\r\n")[0]!.replace(/^to:.*$/im, "")}`;
    for (const value of personal) assert.ok(!said.includes(value), `${value} in ${mail.subject}`);
  }
});
