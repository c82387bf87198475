import QRCode from "qrcode";
import { Button, DateInput, Details, Drawing, InsetText, TextInput } from "../../../design/index.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { thisBrowser } from "../browser.ts";
import { beginSignUp, confirmTotp, finishSignUp } from "../commands/sign-up.ts";
import { pendingSecret } from "../queries/pending-secret.ts";
import { totpAddress } from "../secret.ts";
import { hashText, newToken, tidyCode } from "../token.ts";
import { faultAt, localPath, Once, Refused } from "./parts.tsx";

/** Who you are, by the population register, and where we reach you. */
export const signUpPage = page({
  path: "/daftar",
  show(context, refusal) {
    const { say, form } = context;
    return {
      title: say("identity.sign-up.title"),
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.sign-up.title")}</h1>
          <p>{say("identity.sign-up.intro")}</p>
          <form method="post" action="/daftar" noValidate>
            <Once context={context} />
            <TextInput
              id="nik"
              name="nik"
              kind="code"
              width={20}
              autocomplete="off"
              label={say("identity.sign-up.nik")}
              hint={say("identity.sign-up.nik-hint")}
              value={field(form, "nik")}
              error={faultAt(refusal, "nik", say)}
            />
            <TextInput
              id="name"
              name="name"
              label={say("identity.sign-up.name")}
              value={field(form, "name")}
              autocomplete="name"
              error={faultAt(refusal, "name", say)}
            />
            <DateInput
              id="birthDate"
              name="birthDate"
              label={say("identity.sign-up.birth-date")}
              hint={say("identity.sign-up.birth-date-hint")}
              autocomplete="bday"
              value={{
                day: field(form, "birthDate.day"),
                month: field(form, "birthDate.month"),
                year: field(form, "birthDate.year"),
              }}
              words={{ day: say("identity.day"), month: say("identity.month"), year: say("identity.year") }}
              error={faultAt(refusal, "birthDate", say)}
            />
            <TextInput
              id="email"
              name="email"
              kind="email"
              label={say("identity.sign-up.email")}
              hint={say("identity.sign-up.email-hint")}
              value={field(form, "email")}
              autocomplete="email"
              error={faultAt(refusal, "email", say)}
            />
            <Button>{say("identity.sign-up.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, locale, network }) {
    const [day, month, year] = ["day", "month", "year"].map((part) => field(form, `birthDate.${part}`)) as [
      string,
      string,
      string,
    ];
    await act(beginSignUp, {
      nik: field(form, "nik"),
      name: field(form, "name"),
      birthDate: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
      email: field(form, "email"),
      locale,
      network,
    });
    return goTo("/daftar/kode");
  },
});

/** The code from the mail and a password. */
export const signUpCodePage = page({
  path: "/daftar/kode",
  show(context, refusal) {
    const { say, form } = context;
    return {
      title: say("identity.sign-up.code-title"),
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.sign-up.code-title")}</h1>
          <p>{say("identity.sign-up.code-intro")}</p>
          <form method="post" action="/daftar/kode" noValidate>
            <Once context={context} />
            <TextInput
              id="code"
              name="code"
              label={say("identity.sign-up.code")}
              width={20}
              value={field(form, "code")}
              autocomplete="one-time-code"
              error={faultAt(refusal, "code", say)}
            />
            <TextInput
              id="password"
              name="password"
              kind="password"
              label={say("identity.sign-up.password")}
              hint={say("identity.sign-up.password-hint")}
              autocomplete="new-password"
              error={faultAt(refusal, "password", say)}
            />
            <Button>{say("identity.sign-up.open")}</Button>
          </form>
          <Details summary={say("identity.sign-up.no-mail")}>
            <p>{say("identity.sign-up.no-mail-text")}</p>
          </Details>
        </div>
      ),
    };
  },
  async submit({ act, form, network, setCookie }) {
    const next = newToken();
    await act(
      finishSignUp,
      { code: tidyCode(field(form, "code")), password: String(form.password ?? ""), next: hashText(next), network },
      { key: undefined },
    );
    setCookie("pending", next, 3600);
    return goTo("/akun/kunci");
  },
});

/** Setting up the authenticator app: a picture to scan, the same as text, and the first code. */
export const totpPage = page({
  path: "/akun/kunci",
  async show(context, refusal) {
    const { ask, say, getCookie, world, locale } = context;
    const waiting = getCookie("pending") ? await ask(pendingSecret, { hash: hashText(getCookie("pending")!) }) : null;
    if (!waiting) refuse("sign-in-needed", "identity.refusal.pending-over");
    const address = totpAddress(textIn(world.government.name, locale), waiting.label, waiting.secret);
    return {
      title: say("identity.totp.title"),
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.totp.title")}</h1>
          <p>{say("identity.totp.intro")}</p>
          <Drawing
            svg={await QRCode.toString(address, { type: "svg", margin: 1 })}
            label={say("identity.totp.picture")}
          />
          <InsetText>
            {say("identity.totp.secret")} <code>{waiting.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
          </InsetText>
          <form method="post" action="/akun/kunci" noValidate>
            <TextInput
              id="code"
              name="code"
              kind="code"
              width={10}
              label={say("identity.code.label")}
              hint={say("identity.totp.code-hint")}
              error={faultAt(refusal, "code", say)}
            />
            <Button>{say("identity.totp.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, actor, form, getCookie, setCookie, setSession } = context;
    const token = actor.session ? null : newToken();
    await act(
      confirmTotp,
      {
        pending: hashText(getCookie("pending") ?? newToken()),
        code: field(form, "code"),
        hash: token && hashText(token),
        ...thisBrowser(context),
      },
      { key: undefined },
    );
    setCookie("pending", null);
    if (token) setSession(token);
    return goTo(localPath("/akun?baru=ya"));
  },
});
