import { Button, ErrorSummary, TextInput } from "../../../design/index.ts";
import { field, goTo, page, refuse } from "../../../kernel/index.ts";
import { caseNumbered } from "../queries/case-numbered.ts";

/** One application by its number: somebody stands at the counter with it, or an auditor was told of it. */
export const findPage = page({
  path: "/petugas/cari",
  desk: { label: "cases.desk.find", roles: ["front-desk", "auditor"] },
  show({ say, form, actor }, refusal) {
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "officer") return goTo("/akun/bertindak");
    const number = field(form, "number");
    const error = refusal && say("cases.find.none", { number });
    return {
      title: say("cases.find.title"),
      main: (
        <div class="short">
          {error && <ErrorSummary title={say("cases.errors")} errors={[{ href: "#number", text: error }]} />}
          <h1>{say("cases.find.title")}</h1>
          <form method="post" action="/petugas/cari" noValidate>
            <TextInput
              id="number"
              name="number"
              label={say("cases.find.label")}
              hint={say("cases.find.hint")}
              value={number}
              width={20}
              {...(error && { error })}
            />
            <Button>{say("cases.find.button")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ ask, form }) {
    const { id } = await ask(caseNumbered, { number: field(form, "number") });
    return goTo(`/petugas/kasus/${id}`);
  },
});
