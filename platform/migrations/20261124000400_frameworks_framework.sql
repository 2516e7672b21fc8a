-- Competency frameworks: reference tables of the instance, readable by everyone, written by imports only.

create table frameworks.framework (
  framework_id   text collate "C" primary key,
  code           text collate "C" not null check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  version        text collate "C" not null check (length(version) between 1 and 60),
  title          text not null,
  publisher      text not null,
  licence        text not null,
  attribution    text not null,
  url            text not null,
  content_sha256 text not null,
  size           integer not null,
  imported_at    timestamptz not null,
  imported_by    text not null,
  unique (code, version)
);
select store.grant_app('frameworks.framework', 'select, insert, update');

create table frameworks.competency (
  framework_id text collate "C" not null references frameworks.framework (framework_id),
  code         text collate "C" not null check (length(code) between 1 and 300),
  name         text not null,
  description  text not null,
  other_names  text[] not null,
  kind         text not null,
  parent_codes text[] not null,
  url          text not null,
  search       tsvector not null,
  primary key (framework_id, code)
);
create index competency_search on frameworks.competency using gin (search);
create index competency_parents on frameworks.competency using gin (parent_codes);
select store.append_only('frameworks.competency');
