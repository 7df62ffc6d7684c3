package dev.strongroom.server.command;

import picocli.CommandLine.Command;

/** Commands about tenants. */
@Command(
    name = "account",
    description = "Make a tenant.",
    subcommands = {CreateAccount.class})
final class Account {}
