import { field, type GoTo, goTo, type RequestContext } from "../../../kernel/index.ts";
import { addNote } from "../commands/add-note.ts";
import { assignTask } from "../commands/assign-task.ts";
import { completeTask } from "../commands/complete-task.ts";
import { answerInquiry, askInquiry, withdrawInquiry } from "../commands/inquiry.ts";
import { linkCases } from "../commands/related.ts";
import { splitCase } from "../commands/split-case.ts";
import { takePhoto } from "../upload.ts";

/** What the officer pressed at the desk, as the command that it means. */
export async function actAtDesk(context: RequestContext): Promise<GoTo> {
  const { act, form, params, uploads } = context;
  const text = (name: string) => field(form, name);
  const id = params.id ?? "";
  const photos = async () =>
    Promise.all(uploads.filter(({ body }) => body.length > 0).map((one) => takePhoto(context, one.field, one)));
  switch (text("do")) {
    case "note":
      await act(addNote, {
        case: id,
        text: text("text"),
        ...(form.mention && { mention: [form.mention].flat() as string[] }),
      });
      break;
    case "assign":
      await act(assignTask, {
        task: text("task"),
        officer: text("officer") || null,
        ...(form.had !== undefined && { seen: text("had") || null }),
      });
      break;
    case "ask-inquiry":
      await act(askInquiry, {
        case: id,
        ...(text("office") && { office: text("office") }),
        ...(text("outside") && { outside: text("outside") }),
        question: text("question"),
        workingDays: text("workingDays"),
        holds: text("holds") === "yes",
        files: await photos(),
      });
      break;
    case "answer-inquiry":
      await act(answerInquiry, { id: text("inquiry"), answer: text("answer"), files: await photos() });
      break;
    case "withdraw-inquiry":
      await act(withdrawInquiry, { id: text("inquiry") });
      break;
    case "link":
      await act(linkCases, { case: id, number: text("number"), kind: text("kind") as "same-matter" });
      break;
    case "split": {
      const { case: second } = await act(splitCase, { case: id, reason: text("split-reason") });
      return goTo(`/petugas/kasus/${second}`);
    }
    default: {
      const remarks = Object.fromEntries(
        Object.keys(form)
          .filter((name) => name.startsWith("remark.") && text(name) !== "")
          .map((name) => [name.slice("remark.".length), text(name)]),
      );
      const plain = ["note", "field", "reason", "again"].filter((name) => text(name) !== "");
      await act(completeTask, {
        task: text("task"),
        outcome: text("do"),
        ...Object.fromEntries(plain.map((name) => [name, text(name)])),
        ...(Object.keys(remarks).length > 0 && { remarks }),
        ...(/^\d+$/.test(text("seen")) && { seen: Number(text("seen")) }),
      });
    }
  }
  return goTo(`/petugas/kasus/${id}`);
}
