-- What the operator said of the payment providers on the admin page: it overrides config.yaml and the environment,
-- field by field. A field that is not here was not said here. Secrets are sealed by the server before they arrive.

create table farebox.provider_settings (
  provider text primary key check (provider ~ '^[a-z]{1,40}$'),
  -- Null = not said here.
  enabled boolean,
  public jsonb not null default '{}' check (jsonb_typeof(public) = 'object'),
  -- Field → base64 of the sealed bytes; each is bound to its provider and field.
  sealed jsonb not null default '{}' check (jsonb_typeof(sealed) = 'object'),
  version integer not null default 1 check (version > 0),
  updated_at timestamptz not null,
  updated_by uuid references farebox.users on delete set null
);

alter table farebox.provider_settings enable row level security;
alter table farebox.provider_settings force row level security;
revoke all on farebox.provider_settings from public, anon, authenticated, service_role;
-- Nobody removes a row: its version would begin again, and an old page could overwrite a newer one.
grant select, insert, update on farebox.provider_settings to service_role;
create policy server on farebox.provider_settings to service_role using (true) with check (true);
