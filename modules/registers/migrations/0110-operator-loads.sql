-- A file that an operator brings in on the server. It stays where it is: what is kept of it is what it would do, for the
-- second person who says yes; then the operator goes on (`granted`). Nobody signed in has asked for it.
alter table registers.load alter column asked_by drop not null;
alter table registers.load drop constraint load_kind_check;
alter table registers.load add constraint load_kind_check check (kind in ('file', 'bulk', 'operator'));
alter table registers.load drop constraint load_state_check;
alter table registers.load add constraint load_state_check check (state in ('checking', 'checked', 'unreadable', 'waiting', 'granted',
  'running', 'done', 'stopped', 'dropped', 'returned'));
alter table registers.load drop constraint load_check;
alter table registers.load add check (case when asked_by is null then kind = 'operator' else decided_by is distinct from asked_by end);
