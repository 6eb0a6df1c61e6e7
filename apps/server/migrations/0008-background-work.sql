-- How the server leaves a job for later, also inside a transaction of its own role, which has no rights on the
-- worker's schema. The schema graphile_worker is made by that library; this body is looked up when it is called.

create function farebox.add_job(p_task text, p_payload json, p_run_at timestamptz, p_key text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform graphile_worker.add_job(identifier => p_task, payload => p_payload, run_at => p_run_at, job_key => p_key);
end $$;

revoke execute on function farebox.add_job(text, json, timestamptz, text) from public, anon, authenticated;
grant execute on function farebox.add_job(text, json, timestamptz, text) to service_role;
