/** One field and one button; goes to `action` with ?q=. */
export function SearchBox({
  action,
  label,
  button,
  value,
  id = "q",
}: {
  action: string;
  label: string;
  button: string;
  value?: string | undefined;
  id?: string;
}) {
  return (
    <form action={action} method="get" role="search" class="search">
      <label class="govuk-visually-hidden" for={id}>
        {label}
      </label>
      <input class="govuk-input" id={id} name="q" type="search" value={value} maxLength={100} />
      <button class="govuk-button" type="submit">
        {button}
      </button>
    </form>
  );
}
