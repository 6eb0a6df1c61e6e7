export const sign = {
  tagline: 'Prepaid credits, and where every one of them went.',
  in: {
    title: 'Sign in',
    submit: 'Sign in',
    other: 'No account yet?',
    otherLink: 'Sign up',
    setupNeeded:
      'This server has no operator yet. The link that makes the first one was printed when the server started.',
  },
  up: {
    title: 'Sign up',
    welcome: 'A new account starts with {{amount}} credits.',
    submit: 'Create account',
    other: 'Already have an account?',
    otherLink: 'Sign in',
  },
  setup: {
    title: 'Set up this server',
    text: 'Make the first account. It is the root operator: it may do everything here.',
    submit: 'Create root account',
    used: 'This set-up link is wrong or was already used. If the server has an operator, sign in; if not, restart it for a new link.',
  },
  name: 'Name',
  email: 'E-mail',
  password: 'Password',
  passwordHint: 'At least {{n}} characters.',
  show: 'Show password',
  hide: 'Hide password',
  missing: {
    name: 'Enter a name.',
    email: 'Enter an e-mail address such as ada@example.com.',
    password: 'Enter your password.',
    newPassword: 'Choose a password of at least {{n}} characters.',
  },
};
