import { Button, TextInput } from "../../../design/index.ts";
import { field, goTo, page } from "../../../kernel/index.ts";
import { stepUp } from "../commands/sign-in.ts";
import { localPath, Refused } from "./parts.tsx";

/** The second factor again, before paying, signing or granting power. */
export const stepUpPage = page({
  path: "/masuk/lagi",
  show(context, refusal) {
    const { say, query, actor } = context;
    if (!actor.account) return goTo(`/masuk?lanjut=${encodeURIComponent(localPath(query.lanjut))}`);
    return {
      title: say("identity.step-up.title"),
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.step-up.title")}</h1>
          <p>{say("identity.step-up.why")}</p>
          <form method="post" action={`/masuk/lagi?lanjut=${encodeURIComponent(localPath(query.lanjut))}`} noValidate>
            <TextInput
              id="code"
              name="code"
              kind="code"
              width={10}
              label={say("identity.code.label")}
              hint={say("identity.code.hint")}
              error={refusal && say(refusal.messageKey, refusal.values)}
            />
            <Button>{say("identity.step-up.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, query }) {
    await act(stepUp, { code: field(form, "code") }, { key: undefined });
    return goTo(localPath(query.lanjut));
  },
});
