import { Button, Details, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page } from "../../../kernel/index.ts";
import { beginReset, finishReset } from "../commands/reset.ts";
import { tidyCode } from "../token.ts";
import { Once, Password, Refused } from "./parts.tsx";

/** The password is forgotten: whose account it is. What follows is the same whether there is one. */
export const forgottenPage = page({
  path: "/masuk/lupa",
  show(context, refusal) {
    const { say, form } = context;
    return {
      title: say("identity.forgotten.title"),
      back: { href: "/masuk", label: say("identity.sign-in.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.forgotten.title")}</h1>
          <p>{say("identity.forgotten.intro")}</p>
          <form method="post" action="/masuk/lupa" noValidate>
            <Once context={context} />
            <TextInput
              id="identifier"
              name="identifier"
              label={say("identity.sign-in.identifier")}
              hint={say("identity.sign-in.identifier-hint")}
              value={field(form, "identifier")}
              autocomplete="username"
              error={faultAt({ say }, refusal, "identifier")}
            />
            <Button>{say("identity.sign-up.go")}</Button>
          </form>
          <Details summary={say("identity.forgotten.all-lost")}>
            <p>
              {say("identity.forgotten.all-lost-text")} <a href="/daftar">{say("identity.sign-up.title")}</a>
            </p>
          </Details>
        </div>
      ),
    };
  },
  async submit({ act, form, locale, network }) {
    await act(beginReset, { identifier: field(form, "identifier"), locale, network });
    return goTo("/masuk/lupa/kode");
  },
});

/** The code from the mail, the second factor, and another password. */
export const forgottenCodePage = page({
  path: "/masuk/lupa/kode",
  show(context, refusal) {
    const { say, form } = context;
    return {
      title: say("identity.forgotten.code-title"),
      scripts: ["password-input.js"],
      back: { href: "/masuk/lupa", label: say("identity.forgotten.title") },
      main: (
        <div class="short">
          <Refused
            refusal={refusal}
            say={say}
            names={{ code: "identity.sign-up.code", password: "identity.sign-up.password" }}
          />
          <h1>{say("identity.forgotten.code-title")}</h1>
          <p>{say("identity.forgotten.code-intro")}</p>
          <form method="post" action="/masuk/lupa/kode" noValidate>
            <TextInput
              id="code"
              name="code"
              label={say("identity.sign-up.code")}
              width={20}
              value={field(form, "code")}
              autocomplete="off"
              error={faultAt({ say }, refusal, "code")}
            />
            <TextInput
              id="factor"
              name="factor"
              label={say("identity.code.label")}
              hint={say("identity.code.hint")}
              width={20}
              autocomplete="one-time-code"
              error={faultAt({ say }, refusal, "factor")}
            />
            <Password
              id="password"
              label={say("identity.sign-up.password")}
              hint={say("identity.sign-up.password-hint")}
              autocomplete="new-password"
              error={faultAt({ say }, refusal, "password")}
              say={say}
            />
            <Button>{say("identity.forgotten.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, network }) {
    await act(
      finishReset,
      {
        code: tidyCode(field(form, "code")),
        factor: field(form, "factor"),
        password: String(form.password ?? ""),
        network,
      },
      { key: undefined },
    );
    return goTo("/masuk?sandi=baru");
  },
});
