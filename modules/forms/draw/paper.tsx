import type { ComponentChildren } from "preact";
import { type Say, type Text, textIn } from "../../../kernel/index.ts";
import { type AnyField, type FieldType, type Form, type Later, laterOf, partsOf } from "../field.ts";
import { isShownOnly } from "../kinds/index.ts";

/** Both languages at once: whoever fills in a form on paper chooses none. */
interface Both {
  id: Say;
  en: Say;
}
const Two = ({ text, id, en }: { text?: Text; id?: string; en?: string }) => {
  const [first, second] = text ? [textIn(text, "id"), textIn(text, "en")] : [id, en];
  return (
    <>
      {first}
      {second && second !== first && (
        <span lang="en" class="paper-second">
          {" "}
          {second}
        </span>
      )}
    </>
  );
};

/** So many boxes, a sign in each. Groups are parted as people write them. */
const Boxes = ({ groups }: { groups: readonly number[] }) => (
  <span class="paper-boxes" aria-hidden="true">
    {groups.map((count, g) => (
      <span key={g}>
        {Array.from({ length: count }, (_, i) => (
          <i key={i} />
        ))}
      </span>
    ))}
  </span>
);
const Lines = ({ count = 1 }: { count?: number }) => (
  <span class="paper-lines" aria-hidden="true">
    {Array.from({ length: count }, (_, i) => (
      <i key={i} />
    ))}
  </span>
);
const Ticks = ({ options }: { options: readonly { value: string; text: ComponentChildren }[] }) => (
  <ul class="paper-ticks">
    {options.map(({ value, text }) => (
      <li key={value}>
        <i aria-hidden="true" /> {text}
      </li>
    ))}
  </ul>
);

const digits: Partial<Record<FieldType, readonly number[]>> = {
  nik: [6, 6, 4],
  business: [13],
  phone: [4, 4, 5],
  date: [2, 2, 4],
  month: [2, 4],
  time: [2, 2],
};

/** A part of an answer that has parts, by its own word. */
const Part = ({ say, word, children }: { say: Both; word: string; children: ComponentChildren }) => (
  <div class="paper-part">
    <span>
      <Two id={say.id(word)} en={say.en(word)} />
    </span>
    {children}
  </div>
);

type DaysOf = (later: Later) => number;
/** A box for who brings it later. Paper knows no day: it says within how many. */
const PaperLater = ({ later, say, days }: { later: Later; say: Both; days: DaysOf }) => {
  const words = (one: Say) => one("forms.paper.later", { days: days(later) });
  return <Ticks options={[{ value: "later", text: <Two id={words(say.id)} en={words(say.en)} /> }]} />;
};

/** Room for an answer of a kind. */
function Room({ field, say, days }: { field: AnyField; say: Both; days: DaysOf }): ComponentChildren {
  const boxes = digits[field.type];
  if (boxes) return <Boxes groups={boxes} />;
  switch (field.type) {
    case "number":
    case "money": {
      const most = Math.min(12, String(Math.floor(field.max ?? 999_999_999)).length);
      return (
        <>
          {field.type === "money" && "Rp "}
          <Boxes groups={[most]} /> {field.unit && <Two text={field.unit} />}
        </>
      );
    }
    case "long-text":
      return <Lines count={4} />;
    case "choice":
    case "choices":
      return field.options ? (
        <Ticks options={field.options.map(({ value, text }) => ({ value, text: <Two text={text} /> }))} />
      ) : (
        <Lines count={field.type === "choices" ? 2 : 1} />
      );
    case "yes-no":
      return (
        <Ticks
          options={(["yes", "no"] as const).map((value) => ({
            value,
            text: <Two id={say.id(`forms.${value}`)} en={say.en(`forms.${value}`)} />,
          }))}
        />
      );
    case "declaration":
      return <Ticks options={[{ value: "yes", text: <Two id={say.id("forms.yes")} en={say.en("forms.yes")} /> }]} />;
    case "photo":
    case "files":
      return (
        <p class="paper-note">
          <Two id={say.id("forms.paper.attach")} en={say.en("forms.paper.attach")} />
          {laterOf(field) && <PaperLater later={laterOf(field)!} say={say} days={days} />}
        </p>
      );
    case "signature":
      return <span class="paper-sign" aria-hidden="true" />;
    case "address":
      return (
        <>
          <Part say={say} word="forms.address.street">
            <Lines />
          </Part>
          <div class="paper-row">
            <Part say={say} word="forms.address.rt">
              <Boxes groups={[3]} />
            </Part>
            <Part say={say} word="forms.address.rw">
              <Boxes groups={[3]} />
            </Part>
            <Part say={say} word="forms.address.postal">
              <Boxes groups={[5]} />
            </Part>
          </div>
          <Part say={say} word="forms.address.village">
            <Lines count={2} />
          </Part>
        </>
      );
    case "point":
      return (
        <>
          <Part say={say} word="forms.place.degrees">
            <Lines />
          </Part>
          <Part say={say} word="forms.place.landmark">
            <Lines count={2} />
          </Part>
        </>
      );
    case "area":
      return <Lines count={4} />;
    case "person":
      return (
        <>
          <Part say={say} word="forms.person.name">
            <Lines />
          </Part>
          <Part say={say} word="forms.person.nik">
            <Boxes groups={[6, 6, 4]} />
          </Part>
        </>
      );
    case "group":
    case "table":
      return <PaperTable field={field} />;
    default:
      return <Lines />;
  }
}

/** A list on paper is a table: a line for each item, more than most people need. */
function PaperTable({ field }: { field: AnyField }) {
  const rows = "rows" in field ? field.rows : undefined;
  const most = Math.min(("maxItems" in field ? field.maxItems : undefined) ?? 5, 6);
  const parts = partsOf(field).filter((part) => !isShownOnly(part));
  return (
    <table class="paper-table">
      <thead>
        <tr>
          <td />
          {parts.map((part) => (
            <th scope="col" key={part.id}>
              <Two text={part.label} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: rows?.length ?? most }, (_, i) => (
          <tr key={i}>
            <th scope="row">{rows ? <Two text={rows[i]!.text} /> : i + 1}</th>
            {parts.map((part) => (
              <td key={part.id} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A whole form as it is filled in by pen: each question with its number, in both languages. `days`: see `laterDays`. */
export function PaperForm({ form, say, days }: { form: Form; say: Both; days: DaysOf }) {
  let number = 0;
  const asked = (field: AnyField) => !["computed", "payment", "appointment"].includes(field.type);
  return (
    <div class="paper" lang="id">
      {form.pages.map((page) => (
        <section key={page.id}>
          <h2>
            <Two text={page.title} />
          </h2>
          {page.show && (
            <p class="paper-note">
              <Two id={say.id("forms.paper.page-if")} en={say.en("forms.paper.page-if")} />
            </p>
          )}
          {page.fields.filter(asked).map((field) => {
            number += 1;
            return (
              <div class="paper-question" key={field.id}>
                <p>
                  <b>
                    {number}. <Two text={field.label} />
                  </b>
                  {(!field.required || field.show || field.requiredIf) && (
                    <span class="paper-note">
                      {" "}
                      (<Two id={say.id("forms.paper.if")} en={say.en("forms.paper.if")} />)
                    </span>
                  )}
                  {field.hint && (
                    <span class="paper-note">
                      <br />
                      <Two text={field.hint} />
                    </span>
                  )}
                </p>
                <Room field={field} say={say} days={days} />
              </div>
            );
          })}
        </section>
      ))}
      <section class="paper-end">
        <p>
          <Two text={form.declaration} />
        </p>
        <div class="paper-row">
          <Part say={say} word="forms.paper.place">
            <Lines />
          </Part>
          <Part say={say} word="forms.paper.signature">
            <span class="paper-sign" aria-hidden="true" />
          </Part>
        </div>
      </section>
    </div>
  );
}
