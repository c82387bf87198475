import { Button, DateInput, Details, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page } from "../../../kernel/index.ts";
import { beginSignUp, finishSignUp } from "../commands/sign-up.ts";
import { hashText, newToken, tidyCode } from "../token.ts";
import { Once, Password, Refused } from "./parts.tsx";

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
              error={faultAt({ say }, refusal, "nik")}
            />
            <TextInput
              id="name"
              name="name"
              label={say("identity.sign-up.name")}
              value={field(form, "name")}
              autocomplete="name"
              error={faultAt({ say }, refusal, "name")}
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
              error={faultAt({ say }, refusal, "birthDate")}
            />
            <TextInput
              id="email"
              name="email"
              kind="email"
              label={say("identity.sign-up.email")}
              hint={say("identity.sign-up.email-hint")}
              value={field(form, "email")}
              autocomplete="email"
              error={faultAt({ say }, refusal, "email")}
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
      scripts: ["password-input.js"],
      main: (
        <div class="short">
          <Refused
            refusal={refusal}
            say={say}
            names={{ code: "identity.sign-up.code", password: "identity.sign-up.password" }}
          />
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
              error={faultAt({ say }, refusal, "code")}
            />
            <Password
              id="password"
              label={say("identity.sign-up.password")}
              hint={say("identity.sign-up.password-hint")}
              autocomplete="new-password"
              error={faultAt({ say }, refusal, "password")}
              say={say}
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
