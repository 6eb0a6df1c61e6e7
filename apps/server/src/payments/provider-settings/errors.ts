import { defineErrors } from '@farebox/kit';

/** The refusals of the settings page. */
export const settingsErrors = defineErrors({
  settings_changed: { status: 409, message: 'These settings were changed meanwhile; read them again.' },
  secret_needed_again: {
    status: 400,
    message:
      'The secret would be sent to an address it was not entered for: enter it again, together with the address.',
  },
});
