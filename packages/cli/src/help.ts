export const help = `farebox <command>

  start                              run the server until SIGTERM or Ctrl-C
  migrate                            bring the database up to date (start does it too)
  verify                             prove from the journal that every balance adds up
  doctor                             check this machine, the configuration and the database
  reconcile [--days 7] [--provider name]
        [--repair]                   compare providers, orders and ledger; put right what can be
  grant <email|id> <credits>         give promotional credits by hand
        [--reason word]              why: "manual" when not said
  simulate [stripe|epay|creem|all]   payment providers on this machine, to rehearse against; never in production
        [--port 4010]                of the first one; the others follow 10 apart
        [--webhook-base address]     where the server is: http://localhost:3000 when not said
        [--host address]             where they listen: only on this machine when not said
        [--duplicates 2] [--delay 500] [--reorder] [--drop 0.2] [--tamper] [--seed 1]
                                     what goes wrong with their callbacks

  --help, --version

Commands work beside a running server and without one. Settings come from config.yaml and the
environment (docs/ENV.md). Exit codes: 0 done, 1 refused or found wanting, 2 called or configured wrongly.
`;
