import { defineErrors } from '@farebox/kit';

/** What identity refuses. */
export const errors = defineErrors({
  /** The same for an unknown e-mail and a wrong password, so that nobody can ask who has an account. */
  invalid_credentials: { status: 401, message: 'E-mail or password is wrong.' },
  wrong_password: { status: 400, message: 'The current password is wrong.' },
  email_taken: { status: 409, message: 'There is already an account with this e-mail.' },
  user_disabled: { status: 403, message: 'This account has been disabled; ask the operator.' },
  unknown_time_zone: { status: 400, message: 'The database does not know this time zone.' },
  setup_not_found: {
    status: 404,
    message: 'This set-up link is not valid any more; start the server again for a new one.',
  },
  key_not_found: { status: 404, message: 'No such key.' },
  too_many_keys: { status: 409, message: 'Too many live keys; revoke one first.' },
  key_revoked: { status: 409, message: 'A revoked key cannot be changed.' },
  key_expires_in_past: { status: 400, message: 'A key must expire in the future.' },
});
