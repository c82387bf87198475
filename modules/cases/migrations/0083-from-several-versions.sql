-- Open cases of several versions are brought along by one plan; the check that named the one version goes with its column.
alter table cases.migration add column from_versions integer[];
update cases.migration set from_versions = array[from_version];
alter table cases.migration alter column from_versions set not null;
alter table cases.migration drop column from_version;
alter table cases.migration add check (cardinality(from_versions) > 0 and to_version <> all (from_versions));
