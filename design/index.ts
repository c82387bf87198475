// The look's front door: components that know no word of any room.
export { Button, ButtonLink } from "./components/button.tsx";
export { Checkboxes, type Choice, DateInput, Fieldset, Radios } from "./components/choices.tsx";
export { ErrorSummary, type SummaryError } from "./components/error-summary.tsx";
export { Field, FieldError, type FieldProps, Hint } from "./components/field.tsx";
export { FileUpload, Select, Textarea, TextInput } from "./components/inputs.tsx";
export { Layout, type LayoutProps, type NavLink } from "./components/layout.tsx";
export { Mark } from "./components/mark.tsx";
export {
  BackLink,
  Breadcrumbs,
  Cards,
  Details,
  Difference,
  Drawing,
  FactRows,
  Figures,
  InsetText,
  Notice,
  Pages,
  Queue,
  SearchBox,
  Steps,
  Tag,
  Timeline,
  Verdict,
  WarningText,
} from "./components/pieces.tsx";
export { SummaryList, type SummaryRow } from "./components/summary-list.tsx";
export { Table } from "./components/table.tsx";
