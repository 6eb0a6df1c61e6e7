export const help = `farebox <command>

  start                              run the server until SIGTERM or Ctrl-C
  migrate                            bring the database up to date (start does it too)
  verify                             prove from the journal that every balance adds up
  doctor                             check this machine, the configuration and the database
  grant <email|id> <credits>         give promotional credits by hand
        [--reason word]              why: "manual" when not said

  --help, --version

Commands work beside a running server and without one. Settings come from config.yaml and the
environment (docs/ENV.md). Exit codes: 0 done, 1 refused or found wanting, 2 called or configured wrongly.
`;
