import { registerFile } from "../../modules/registry/index.ts";

/** The operator's page about the file that a population register comes in, out of the schema that reads it. */
export function registerFilePage(): string {
  const rows = registerFile.columns.map(
    ({ name, means, needed }) => `| \`${name}\` | ${means} | ${needed ? "yes" : ""} |`,
  );
  return `<!-- Made from modules/registry/enrolment/columns.ts by tools/pages.ts. Do not edit. -->
# The register's file

What \`pendopo enrol\` reads: one row for each person, in UTF-8, as CSV (\`.csv\`) or JSON Lines (\`.jsonl\`, \`.ndjson\`). At most
65,536 bytes a row and 5,000,000 rows a file; larger registers come in several files.

| Column | Means | Needed |
| --- | --- | --- |
${rows.join("\n")}

- **CSV**: the first line names the columns, in any order; cells are parted by comma, semicolon or tab, and quoted as RFC 4180
  says. A row holds at most one business; then all its columns are needed.
- **JSON Lines**: each line is an object with these fields, all of them texts; businesses are a list \`businesses\` of objects
  with \`nib\`, \`name\`, \`kbli\` (a list), \`street\`, \`rt\`, \`rw\`, \`village\` and \`foundedOn\`.
- Days are written as \`1980-08-05\`. Spaces and dots within a NIK or card number do no harm.
- A NIK, a business number, and the head of a family may each stand in the file once.

\`\`\`text
{"nik":"9901014508800001","name":"Narti Suryani","birthDate":"1980-08-05","birthPlace":"Tirtasari","sex":"female","maritalStatus":"married","familyNumber":"9901010101150001","familyRole":"spouse","street":"Jalan Melati No. 7","rt":"002","rw":"004","village":"99.01.01.1001"}
\`\`\`
`;
}
