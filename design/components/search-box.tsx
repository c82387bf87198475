/** One field and one button; goes to `action` with ?q=. */
export function SearchBox({
  action,
  label,
  button,
  value,
  seen = false,
  id = "q",
  keep = {},
}: {
  action: string;
  label: string;
  button: string;
  value?: string | undefined;
  /** The label is seen, where no heading asks the question already. */
  seen?: boolean;
  id?: string;
  /** What else the address says and shall go on saying: other filters of the same list. */
  keep?: Readonly<Record<string, string | undefined>>;
}) {
  return (
    <form action={action} method="get" role="search">
      {Object.entries(keep).map(([name, kept]) => kept && <input type="hidden" name={name} value={kept} key={name} />)}
      <label class={seen ? "govuk-label" : "govuk-visually-hidden"} for={id}>
        {label}
      </label>
      <div class="search">
        <input class="govuk-input" id={id} name="q" type="search" value={value} maxLength={100} />
        <button class="govuk-button" type="submit">
          {button}
        </button>
      </div>
    </form>
  );
}
