import { Button, ButtonLink, FactRows, Notice, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, refuse } from "../../../kernel/index.ts";
import { endSessions } from "../commands/end-sessions.ts";
import { removePasskey } from "../commands/passkeys.ts";
import { beginTotp } from "../commands/totp.ts";
import { mySecurity } from "../queries/security.ts";
import { hashText, newToken } from "../token.ts";
import { backOf, Once, PasskeyBox, Refused } from "./parts.tsx";

/** My account: ways in, devices, codes. */
export const accountPage = page({
  path: "/akun",
  async show(context, refusal) {
    const { ask, say, locale, world, query } = context;
    const mine = await ask(mySecurity, {});
    const when = (at: Date) => dateTime(at, locale, world.calendar.timeZone);
    return {
      title: say("identity.account.title"),
      scripts: ["passkey.js"],
      back: backOf(context),
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
              facts: passkey.used_at
                ? say("identity.account.used", { when: when(passkey.used_at) })
                : say("identity.account.never"),
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
          <PasskeyBox use="register" label={say("identity.account.add-passkey")} say={say} />
          <h2>{say("identity.account.codes")}</h2>
          <p>{say("identity.account.codes-left", { count: mine.codesLeft })}</p>
          <form method="post" action="/akun/kode-cadangan">
            <Button look="secondary">{say("identity.account.make-codes")}</Button>
          </form>
          <h2>{say("identity.account.elsewhere")}</h2>
          <p>
            <a href="/saya/aplikasi">{say("identity.account.applications")}</a>
          </p>
          <p>
            <a href="/akun/penyedia">{say("identity.account.providers")}</a>
          </p>
          <h2>{say("identity.account.app")}</h2>
          <form method="post" action="/akun">
            <Once context={context} />
            <Button look="secondary" name="totp" value="new">
              {say("identity.account.new-app")}
            </Button>
          </form>
          <h2>{say("identity.account.email")}</h2>
          <p>{mine.email}</p>
          <ButtonLink href="/akun/surel" look="secondary">
            {say("identity.account.change-email")}
          </ButtonLink>
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
