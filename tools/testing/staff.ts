import { connect } from '@farebox/kit';
import { type Caller, personOf } from './callers.ts';
import type { TestServer } from './server.ts';
import { signUp } from './sign-up.ts';

/** A person of the operator's, with a role and a session of their own. */
export async function staffOf(
  server: TestServer,
  role: 'admin' | 'root',
): Promise<Caller & { userId: string; cookie: string }> {
  const { cookie, userId } = await signUp(server.app);
  const pool = connect({ url: server.databaseUrl, max: 1 });
  try {
    await pool.query('update farebox.users set role = $1 where id = $2', [role, userId]);
  } finally {
    await pool.end();
  }
  return { ...personOf(server, cookie), userId, cookie };
}
