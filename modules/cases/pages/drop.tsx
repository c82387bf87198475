import { Button } from "../../../design/index.ts";
import { goTo, page } from "../../../kernel/index.ts";
import { dropDraft } from "../commands/drop-draft.ts";
import { openDraft } from "./draft.ts";
import { Once } from "./parts.tsx";

/** Throws a draft away. */
export const dropPage = page({
  path: "/ajukan/:draft/hapus",
  async show(context) {
    const { say, once } = context;
    const { draft } = await openDraft(context);
    return {
      title: say("cases.drop.title"),
      back: { href: "/saya", label: say("cases.back") },
      main: (
        <div class="short">
          <h1>{say("cases.drop.title")}</h1>
          <p>{say("cases.drop.sure")}</p>
          <form method="post" action={`/ajukan/${draft.id}/hapus`}>
            <Once once={once} />
            <Button look="warning">{say("cases.drop.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, params }) {
    await act(dropDraft, { draft: params.draft ?? "" });
    return goTo("/saya");
  },
});
