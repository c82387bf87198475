import { Button, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page } from "../../../kernel/index.ts";
import { beginEmail, confirmEmail } from "../commands/email.ts";
import { mySecurity } from "../queries/security.ts";
import { tidyCode } from "../token.ts";
import { Once, Refused } from "./parts.tsx";

/** Another address for my account. */
export const emailPage = page({
  path: "/akun/surel",
  async show(context, refusal) {
    const { ask, say, form } = context;
    const { email } = await ask(mySecurity, {});
    return {
      title: say("identity.account.change-email"),
      back: { href: "/akun", label: say("identity.account.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.account.change-email")}</h1>
          <p>{say("identity.email.now", { email: email ?? "" })}</p>
          <form method="post" action="/akun/surel" noValidate>
            <Once context={context} />
            <TextInput
              id="email"
              name="email"
              kind="email"
              label={say("identity.email.next")}
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
  async submit({ act, form }) {
    await act(beginEmail, { email: field(form, "email") });
    return goTo("/akun/surel/kode");
  },
});

/** The code that was mailed to the new address. */
export const emailCodePage = page({
  path: "/akun/surel/kode",
  async show(context, refusal) {
    const { ask, say } = context;
    await ask(mySecurity, {});
    return {
      title: say("identity.email.code-title"),
      back: { href: "/akun/surel", label: say("identity.account.change-email") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} names={{ code: "identity.sign-up.code" }} />
          <h1>{say("identity.email.code-title")}</h1>
          <p>{say("identity.sign-up.code-intro")}</p>
          <form method="post" action="/akun/surel/kode" noValidate>
            <TextInput
              id="code"
              name="code"
              label={say("identity.sign-up.code")}
              width={20}
              autocomplete="one-time-code"
              error={faultAt({ say }, refusal, "code")}
            />
            <Button>{say("identity.email.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form }) {
    await act(confirmEmail, { code: tidyCode(field(form, "code")) }, { key: undefined });
    return goTo("/akun");
  },
});
