import { Button, Checkboxes, FileUpload, Origin, SignatureInput, TextInput } from "../../../design/index.ts";
import { textIn } from "../../../kernel/index.ts";
import { type FileAnswer, isFileAnswer, isLater, partsIn } from "../answer.ts";
import { laterOf } from "../field.ts";
import { mostFiles } from "../kinds/files.ts";
import { type Asked, commonOf, partOf } from "./tools.ts";

const images = "image/jpeg,image/png,image/webp";

function Kept({ file, drawing, note }: { file: FileAnswer; drawing: Asked["drawing"]; note?: string }) {
  const href = drawing.fileAt?.(file.file);
  return (
    <>
      {href ? <a href={href}>{file.name}</a> : file.name} {note && <Origin>{note}</Origin>}
    </>
  );
}

/** Or it is brought later, as long as nothing is there: one box, with the last day. */
function BringLater({ field, value, name, drawing: { say, locale, lastDay } }: Asked) {
  const later = laterOf(field);
  if (!later) return null;
  const { workingDays, law, why } = later;
  const when = lastDay
    ? say("forms.later.last-day", { day: lastDay(later) })
    : typeof workingDays === "number"
      ? say("forms.later.within", { days: workingDays })
      : "";
  return (
    <Checkboxes
      id={`${name}.later`}
      name={`${name}.later`}
      label={say("forms.later.or")}
      hint={[why && textIn(why, locale), law].filter(Boolean).join(" · ") || undefined}
      values={isLater(value) ? ["yes"] : []}
      options={[{ value: "yes", text: say("forms.later.tick"), hint: when || undefined }]}
    />
  );
}

export function PhotoField(asked: Asked) {
  const { value, drawing } = asked;
  return (
    <>
      <FileUpload {...commonOf(asked)} accept={images}>
        {isFileAnswer(value) && (
          <p>
            <Kept file={value} drawing={drawing} note={drawing.say("forms.file.kept")} />
          </p>
        )}
      </FileUpload>
      {!isFileAnswer(value) && <BringLater {...asked} />}
    </>
  );
}

/** Several files: those that are in, each with a way out, and a field for more. */
export function FilesField(asked: Asked) {
  const { value, drawing, field, name } = asked;
  const { say } = drawing;
  const kept = Array.isArray(value) ? value.filter(isFileAnswer) : [];
  const accept = field.accept ?? ["pdf", "image"];
  const { hint, ...common } = commonOf(asked);
  const limits = say("forms.file.limits", {
    count: mostFiles(field),
    megabytes: field.maxMegabytes ?? 10,
    kinds: say(`forms.file.kinds.${accept.length > 1 ? "both" : accept[0]}`),
  });
  return (
    <>
      <FileUpload
        {...common}
        multiple
        hint={[hint, limits].filter(Boolean).join(" ")}
        accept={[
          ...(accept.includes("pdf") ? ["application/pdf"] : []),
          ...(accept.includes("image") ? [images] : []),
        ].join()}
      >
        {kept.length > 0 && (
          <ul class="files">
            {kept.map((file) => (
              <li key={file.file}>
                <Kept file={file} drawing={drawing} />{" "}
                <Button look="link" name="_remove" value={`${name}.${file.file}`}>
                  {say("forms.remove")}
                  <span class="govuk-visually-hidden"> {file.name}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </FileUpload>
      {kept.length === 0 && <BringLater {...asked} />}
    </>
  );
}

export function SignatureField(asked: Asked) {
  const { value, drawing } = asked;
  const { say } = drawing;
  const { signedBy } = partsIn(value);
  const { hint, ...common } = commonOf(asked);
  return (
    <>
      <SignatureInput
        {...common}
        hint={[hint, say("forms.signature.hint")].filter(Boolean).join(" ")}
        words={{ pad: say("forms.signature.pad"), clear: say("forms.signature.clear") }}
      >
        {isFileAnswer(value) && (
          <p>
            <Kept file={value} drawing={drawing} note={say("forms.file.kept")} />
          </p>
        )}
      </SignatureInput>
      <TextInput
        {...partOf(asked, "by", "forms.signature.by")}
        value={typeof signedBy === "string" ? signedBy : ""}
        autocomplete="name"
        maxLength={150}
      />
    </>
  );
}
