-- The three logins of Pendopo and its database, made once by the administrator of PostgreSQL:
--   psql -f docs/operate/logins.sql
-- Then give each a password: \password pendopo_owner, \password pendopo_app, \password pendopo_jobs

-- Runs migrations and backups. Not a superuser; may hand the two roles below to others.
create role pendopo_owner login createrole;
-- The web and the jobs work as this one: row by row as row security lets it, and adding only to the journal.
create role pendopo_app login nobypassrls;
-- Owns the job queue and nothing else.
create role pendopo_jobs login nobypassrls;
grant pendopo_app, pendopo_jobs to pendopo_owner with admin option;

create database pendopo owner pendopo_owner encoding 'UTF8' template template0;
