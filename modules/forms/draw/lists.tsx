import { Button, Fieldset, FieldTable } from "../../../design/index.ts";
import { textIn } from "../../../kernel/index.ts";
import { itemsIn } from "../answer.ts";
import { partsOf } from "../field.ts";
import { isShownOnly } from "../kinds/index.ts";
import { Question } from "./question.tsx";
import { type Asked, commonOf } from "./tools.ts";

const wordOf = ({ field, drawing }: Asked) =>
  textIn(("item" in field ? field.item : undefined) ?? field.label, drawing.locale);
const limitsOf = ({ field }: Asked) => ({
  least: ("minItems" in field ? field.minItems : undefined) ?? 1,
  most: ("maxItems" in field ? field.maxItems : undefined) ?? 10,
});

/** Adding and taking away are buttons that post, so it works without script. */
function Add({ asked, shown }: { asked: Asked; shown: number }) {
  return shown < limitsOf(asked).most ? (
    <Button look="secondary" name="_add" value={asked.name}>
      {asked.drawing.say("forms.add", { item: wordOf(asked).toLowerCase() })}
    </Button>
  ) : null;
}
function Remove({ asked, i, shown }: { asked: Asked; i: number; shown: number }) {
  return shown > limitsOf(asked).least ? (
    <Button look="secondary" name="_remove" value={`${asked.name}.${i}`}>
      {asked.drawing.say("forms.remove")}
      <span class="govuk-visually-hidden">
        {" "}
        {wordOf(asked)} {i + 1}
      </span>
    </Button>
  ) : null;
}

/** A list of the same few questions, each item in a frame of its own. */
export function GroupField(asked: Asked) {
  const { field, name, drawing } = asked;
  const items = itemsIn(asked.value);
  const shown = items.length > 0 || limitsOf(asked).least === 0 ? items : [{}];
  const { label, hint, error } = commonOf(asked);
  return (
    <div id={name}>
      <Fieldset legend={label} legendSize="m" describedBy={error && `${name}-error`}>
        {hint && <p class="govuk-hint">{hint}</p>}
        {error && (
          <p class="govuk-error-message" id={`${name}-error`}>
            {error}
          </p>
        )}
        {shown.map((item, i) => (
          <div class="group-item" key={i}>
            <Fieldset legend={`${wordOf(asked)} ${i + 1}`} legendSize="m">
              {partsOf(field).map((part) => (
                <Question
                  key={part.id}
                  field={part}
                  value={item[part.id]}
                  name={`${name}.${i}.${part.id}`}
                  drawing={drawing}
                />
              ))}
            </Fieldset>
            <Remove asked={asked} i={i} shown={shown.length} />
          </div>
        ))}
        <Add asked={asked} shown={shown.length} />
      </Fieldset>
    </div>
  );
}

/** The same as a table, with lines that are given or that are added. */
export function TableField(asked: Asked) {
  const { field, name, drawing } = asked;
  const { say, locale } = drawing;
  const rows = "rows" in field ? field.rows : undefined;
  const items = itemsIn(asked.value);
  const count = rows?.length ?? Math.max(items.length, limitsOf(asked).least);
  const parts = partsOf(field).filter((part) => !isShownOnly(part) || part.type === "computed");
  const title = (i: number) => (rows ? textIn(rows[i]!.text, locale) : `${wordOf(asked)} ${i + 1}`);
  const { label, hint, error } = commonOf(asked);
  return (
    <>
      <FieldTable
        id={name}
        label={label}
        hint={hint}
        error={error}
        head={["", ...parts.map((part) => textIn(part.label, locale)), ...(rows ? [] : [say("forms.remove")])]}
        rows={Array.from({ length: count }, (_, i) => ({
          title: title(i),
          cells: [
            ...parts.map((part) => (
              <Question
                key={part.id}
                field={part}
                value={items[i]?.[part.id]}
                name={`${name}.${i}.${part.id}`}
                drawing={drawing}
                row={title(i)}
              />
            )),
            ...(rows ? [] : [<Remove asked={asked} i={i} shown={count} key="remove" />]),
          ],
        }))}
      />
      {!rows && <Add asked={asked} shown={count} />}
    </>
  );
}
