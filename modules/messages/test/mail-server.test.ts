import assert from "node:assert/strict";
import { test } from "node:test";
import type { SMTPServerOptions } from "smtp-server";
import { mailServer, post } from "./post.ts";

const email = "narti@warga.example";
const onAuth: SMTPServerOptions["onAuth"] = ({ username, password }, _session, next) =>
  username === "pendopo" && password === "rah@sia" ? next(null, { user: username }) : next(new Error("535 no"));
const login = "pendopo:rah%40sia@";

test("signs in over STARTTLS with the configured name and password", async (t) => {
  const server = await mailServer(t, { disabledCommands: [], onAuth });
  const s = await post(t, { SMTP_URL: `smtp://${login}127.0.0.1:${server.port}?tls.rejectUnauthorized=false` });
  await s.send({ email });
  await s.work();
  assert.deepEqual(
    server.received.map(({ tls, user }) => [tls, user]),
    [[true, "pendopo"]],
  );
});

test("smtps:// speaks TLS from the first byte", async (t) => {
  const server = await mailServer(t, { disabledCommands: [], secure: true, onAuth });
  const s = await post(t, { SMTP_URL: `smtps://${login}127.0.0.1:${server.port}?tls.rejectUnauthorized=false` });
  await s.send({ email });
  await s.work();
  assert.deepEqual(
    server.received.map(({ tls }) => tls),
    [true],
  );
});

test("the password is never said over an open line, nor to a server whose certificate nobody vouches for", async (t) => {
  const heard: string[] = [];
  const listening: SMTPServerOptions["onAuth"] = ({ password }, _session, next) => {
    heard.push(password ?? "");
    next(null, { user: "pendopo" });
  };
  const plain = await mailServer(t, { disabledCommands: ["STARTTLS"], allowInsecureAuth: true, onAuth: listening });
  const unvouched = await mailServer(t, { disabledCommands: [], onAuth: listening });
  for (const { port, received } of [plain, unvouched]) {
    const s = await post(t, { SMTP_URL: `smtp://${login}127.0.0.1:${port}` });
    await s.send({ email });
    await assert.rejects(s.work(), /not sent yet/);
    assert.equal((await s.deliveries())[0]!.state, "queued");
    assert.equal(received.length, 0);
  }
  assert.deepEqual(heard, []);
});

test("a wrong password is our own fault: the copy waits until it is mended", async (t) => {
  const server = await mailServer(t, { disabledCommands: [], onAuth });
  const s = await post(t, { SMTP_URL: `smtp://pendopo:salah@127.0.0.1:${server.port}?tls.rejectUnauthorized=false` });
  await s.send({ email });
  await assert.rejects(s.work(), /not sent yet \(535\)/);
  assert.deepEqual(
    (await s.deliveries()).map(({ state }) => state),
    ["queued"],
  );
});
