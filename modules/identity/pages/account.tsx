import { Button, ButtonLink, FactRows, Notice, Tag, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, refuse, route, toJson } from "../../../kernel/index.ts";
import { addPasskey, beginPasskey, removePasskey } from "../commands/passkeys.ts";
import { beginTotp, changePassword, endSessions, replaceRecoveryCodes } from "../commands/security.ts";
import { deviceName } from "../device.ts";
import { mySecurity } from "../queries/security.ts";
import { hashText, newToken, readableCode } from "../token.ts";
import { faultAt, Once, Refused } from "./parts.tsx";

/** My account: ways in, devices, codes. */
export const accountPage = page({
  path: "/akun",
  async show(context, refusal) {
    const { ask, say, locale, world, query } = context;
    const mine = await ask(mySecurity, {});
    const when = (at: Date | null) =>
      at ? dateTime(at, locale, world.calendar.timeZone) : say("identity.account.never");
    return {
      title: say("identity.account.title"),
      scripts: ["passkey.js"],
      back: { href: "/saya", label: say("identity.account.back") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          {query.baru && <Notice>{say("identity.account.opened")}</Notice>}
          <h1>{say("identity.account.title")}</h1>
          <h2>{say("identity.account.devices")}</h2>
          <FactRows
            items={mine.sessions.map((session) => ({
              title: session.kind === "token" ? say("identity.account.token") : session.device,
              facts:
                session.id === mine.session ? (
                  <Tag tone="green">{say("identity.account.this-device")}</Tag>
                ) : (
                  when(session.seen_at)
                ),
              under:
                session.id === mine.session ? undefined : (
                  <form method="post" action="/akun">
                    <Once context={context} />
                    <button class="button-link" type="submit" name="end" value={session.id}>
                      {say("identity.account.end")}
                      <span class="govuk-visually-hidden"> {session.device}</span>
                    </button>
                  </form>
                ),
            }))}
          />
          {mine.sessions.length > 1 && (
            <form method="post" action="/akun">
              <Once context={context} />
              <Button look="secondary" name="end" value="all">
                {say("identity.account.end-all")}
              </Button>
            </form>
          )}
          <h2>{say("identity.account.passkeys")}</h2>
          <p>{say("identity.account.passkeys-why")}</p>
          <FactRows
            items={mine.passkeys.map((passkey) => ({
              title: passkey.label,
              facts: `${say("identity.account.used")} ${when(passkey.used_at)}`,
              under: (
                <form method="post" action="/akun">
                  <Once context={context} />
                  <button class="button-link" type="submit" name="remove" value={passkey.id}>
                    {say("identity.account.remove")}
                    <span class="govuk-visually-hidden"> {passkey.label}</span>
                  </button>
                </form>
              ),
            }))}
          />
          <div data-passkey="register" hidden>
            <button type="button" class="govuk-button govuk-button--secondary">
              {say("identity.account.add-passkey")}
            </button>
            <p role="alert" hidden>
              {say("identity.refusal.passkey")}
            </p>
          </div>
          <h2>{say("identity.account.codes")}</h2>
          <p>{say("identity.account.codes-left", { count: mine.codesLeft })}</p>
          <form method="post" action="/akun/kode-cadangan">
            <Button look="secondary">{say("identity.account.make-codes")}</Button>
          </form>
          <h2>{say("identity.account.app")}</h2>
          <form method="post" action="/akun">
            <Once context={context} />
            <Button look="secondary" name="totp" value="new">
              {say("identity.account.new-app")}
            </Button>
          </form>
          <h2>{say("identity.account.password")}</h2>
          <ButtonLink href="/akun/sandi" look="secondary">
            {say("identity.account.change-password")}
          </ButtonLink>
        </>
      ),
    };
  },
  async submit(context) {
    const { act, form, setCookie } = context;
    const end = field(form, "end");
    if (end) await act(endSessions, end === "all" ? {} : { id: end });
    else if (field(form, "remove")) await act(removePasskey, { id: field(form, "remove") });
    else if (field(form, "totp")) {
      const next = newToken();
      await act(beginTotp, { next: hashText(next) }, { key: undefined });
      setCookie("pending", next, 1800);
      return goTo("/akun/kunci");
    } else refuse("invalid", "kernel.refusal.invalid");
    return goTo("/akun");
  },
});

/** Ten codes, shown once, to print and keep at home. */
export const recoveryCodesPage = page({
  path: "/akun/kode-cadangan",
  show: () => goTo("/akun"),
  async submit({ act, say }) {
    const codes = Array.from({ length: 10 }, () => readableCode(3));
    await act(replaceRecoveryCodes, { hashes: codes.map(hashText) }, { key: undefined });
    return {
      title: say("identity.codes.title"),
      back: { href: "/akun", label: say("identity.account.title") },
      main: (
        <div class="short">
          <h1>{say("identity.codes.title")}</h1>
          <p>{say("identity.codes.keep")}</p>
          <ul class="code-words">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      ),
    };
  },
});

export const passwordPage = page({
  path: "/akun/sandi",
  show(context, refusal) {
    const { say } = context;
    return {
      title: say("identity.account.change-password"),
      back: { href: "/akun", label: say("identity.account.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.account.change-password")}</h1>
          <form method="post" action="/akun/sandi" noValidate>
            <TextInput
              id="current"
              name="current"
              kind="password"
              label={say("identity.password.current")}
              autocomplete="current-password"
              error={faultAt(refusal, "current", say)}
            />
            <TextInput
              id="next"
              name="next"
              kind="password"
              label={say("identity.password.next")}
              hint={say("identity.sign-up.password-hint")}
              autocomplete="new-password"
              error={faultAt(refusal, "next", say)}
            />
            <Button>{say("identity.password.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form }) {
    await act(
      changePassword,
      { current: String(form.current ?? ""), next: String(form.next ?? "") },
      { key: undefined },
    );
    return goTo("/akun");
  },
});

const json = (value: unknown) => ({ body: toJson(value), type: "application/json" });
export const passkeyRoutes = [
  route({
    method: "POST",
    path: "/akun/passkey/mulai",
    async handle(context) {
      const pending = newToken();
      const options = await context.act(beginPasskey, { pending: hashText(pending) }, { key: undefined });
      context.setCookie("pending", pending, 300);
      return json(options);
    },
  }),
  route({
    method: "POST",
    path: "/akun/passkey/selesai",
    async handle(context) {
      const { response } = context.form as unknown as { response: never };
      await context.act(
        addPasskey,
        {
          pending: hashText(context.getCookie("pending") ?? newToken()),
          label: deviceName(context.userAgent),
          response,
        },
        { key: undefined },
      );
      context.setCookie("pending", null);
      return json({ goTo: "/akun" });
    },
  }),
];
