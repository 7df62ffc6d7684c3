package dev.strongroom.server.command;

import picocli.CommandLine.Command;

/** Commands about tenants. */
@Command(
    name = "account",
    description = "Make or list tenants.",
    subcommands = {CreateAccount.class, ListAccounts.class})
final class Account {}
