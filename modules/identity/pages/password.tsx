import { Button } from "../../../design/index.ts";
import { faultAt, goTo, page } from "../../../kernel/index.ts";
import { changePassword } from "../commands/password.ts";
import { Password, Refused } from "./parts.tsx";

/** Another password, given the old one. */
export const passwordPage = page({
  path: "/akun/sandi",
  show(context, refusal) {
    const { say } = context;
    return {
      title: say("identity.account.change-password"),
      scripts: ["password-input.js"],
      back: { href: "/akun", label: say("identity.account.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.account.change-password")}</h1>
          <form method="post" action="/akun/sandi" noValidate>
            <Password
              id="current"
              label={say("identity.password.current")}
              autocomplete="current-password"
              error={faultAt({ say }, refusal, "current")}
              say={say}
            />
            <Password
              id="next"
              label={say("identity.password.next")}
              hint={say("identity.sign-up.password-hint")}
              autocomplete="new-password"
              error={faultAt({ say }, refusal, "next")}
              say={say}
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
