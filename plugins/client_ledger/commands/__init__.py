"""The subcommands of `client-ledger`, one file each."""
