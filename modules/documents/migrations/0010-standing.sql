-- A document follows the right that it proves: held up while the right is suspended, replaced when a newer one took
-- its place. Letters about decisions never end; a subject may get a second one of a kind when it is decided again.
alter table documents.document
  add column edition     integer not null default 1,
  add column standing_at timestamptz,
  alter column valid_until drop not null,
  drop constraint document_state_check,
  add constraint document_state_check check (state in ('making', 'valid', 'suspended', 'replaced', 'revoked')),
  drop constraint document_subject_kind_key,
  add constraint document_subject_kind_edition_key unique (subject, kind, edition);
