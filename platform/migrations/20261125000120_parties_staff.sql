-- Staff rights below the whole organisation, invitations, profiles, and reviews of who may do what.

alter table parties.org add column legal_name text;
alter table parties.org add column language text;
alter table parties.org add column accent_colour text;

-- A member may hold rights alone and no role.
alter table parties.member drop constraint member_roles_check;
alter table parties.member add column department_id text;
-- Since when each role is held: role to time.
alter table parties.member add column roles_since jsonb not null default '{}';

create table parties.staff_right (
  org_id       text        not null references parties.org (org_id),
  right_id     text        not null,
  user_id      text        not null,
  level        text        not null check (level in ('organisation', 'department', 'badge')),
  -- The department or badge; the organisation itself for the whole of it.
  subject_id   text        not null,
  permissions  text[]      not null check (cardinality(permissions) > 0),
  granted_by   text        not null,
  granted_at   timestamptz not null,
  primary key (org_id, right_id),
  foreign key (org_id, user_id) references parties.member (org_id, user_id) on delete cascade
);
create unique index staff_right_once on parties.staff_right (org_id, user_id, level, subject_id);
create index staff_right_user on parties.staff_right (user_id);
select store.protect('parties.staff_right');
select store.readable_by('parties.staff_right', 'user_id');

-- Which department a badge belongs to.
create table parties.badge_place (
  org_id        text not null references parties.org (org_id),
  badge_id      text not null,
  department_id text not null,
  primary key (org_id, badge_id),
  foreign key (org_id, department_id) references parties.department (org_id, department_id) on delete cascade
);
select store.protect('parties.badge_place');

-- When a member last used a right, exact to the hour.
create table parties.right_use (
  org_id  text        not null references parties.org (org_id),
  user_id text        not null,
  "right" text        not null,
  used_at timestamptz not null,
  primary key (org_id, user_id, "right")
);
select store.protect('parties.right_use');

create table parties.invitation (
  org_id        text        not null references parties.org (org_id),
  invitation_id text        not null,
  -- The SHA-256 of the token, in hexadecimal.
  token_hash    text        not null,
  email         text        not null,
  name          text        not null,
  roles         text[]      not null,
  department_id text,
  invited_by    text        not null,
  created_at    timestamptz not null,
  sent_at       timestamptz not null,
  expires_at    timestamptz not null,
  revoked_at    timestamptz,
  accepted_at   timestamptz,
  accepted_by   text,
  primary key (org_id, invitation_id),
  foreign key (org_id, department_id) references parties.department (org_id, department_id)
);
create unique index invitation_token on parties.invitation (token_hash);
select store.protect('parties.invitation');
select store.readable_by('parties.invitation', 'token_hash');

create table parties.review (
  org_id     text        not null references parties.org (org_id),
  review_id  text        not null,
  due_at     timestamptz not null,
  started_by text        not null,
  started_at timestamptz not null,
  closed_by  text,
  closed_at  timestamptz,
  primary key (org_id, review_id)
);
create unique index review_open on parties.review (org_id) where closed_at is null;
select store.protect('parties.review');

create table parties.review_item (
  org_id       text        not null,
  review_id    text        not null,
  item_id      text        not null,
  kind         text        not null check (kind in ('role', 'staff_right', 'api_key', 'oauth_client')),
  -- Whose right it is: a user, a key or a client; and which: a role, or the id of the right.
  holder_id    text        not null,
  what         text        not null,
  detail       jsonb       not null,
  since        timestamptz not null,
  last_used_at timestamptz,
  decision     text check (decision in ('confirmed', 'withdrawn')),
  decided_by   text,
  decided_at   timestamptz,
  primary key (org_id, review_id, item_id),
  foreign key (org_id, review_id) references parties.review (org_id, review_id)
);
select store.protect('parties.review_item');

create index audit_actor on parties.audit (org_id, actor, audit_id);
create index audit_action on parties.audit (org_id, action, audit_id);
